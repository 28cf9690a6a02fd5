using PlanApi.Fhir.Bodies;
using PlanApi.Fhir.Search;

namespace PlanApi.Fhir.Pipeline.Handlers;

/// <summary>What the caller wants to be told of the total number of matches (search.html#total).</summary>
internal enum Total
{
    /// <summary>Nothing was said: it is told where it costs nothing.</summary>
    Unasked,
    None,

    /// <summary>Estimates are accurate too.</summary>
    Accurate,
}

/// <summary>How much is shown of what was found: <c>_summary</c>, <c>_elements</c>, <c>_total</c> (search.html#summary).</summary>
internal sealed record ResultOptions
{
    private Subset? Matches { get; init; }

    private Subset? Included { get; init; }

    /// <summary>Whether only the number of matches is asked for.</summary>
    public bool CountOnly { get; private init; }

    /// <summary>Whether resources may be included: not where only texts are shown.</summary>
    public bool Includes { get; private init; } = true;

    public Total Total { get; private init; }

    /// <summary>Reads the arguments of a read or search; what it understands it marks handled.</summary>
    public static Parsed<ResultOptions> Parse(FhirContext context)
    {
        var (type, options) = (context.Request.Type!, new ResultOptions());
        foreach (var argument in context.Request.Arguments.Where(a => a.Value.Length > 0))
        {
            Parsed<ResultOptions> parsed = argument.Name switch
            {
                "_total" => options.WithTotal(argument),
                "_summary" => options.WithSummary(type, argument),
                "_elements" => options.WithElements(type, argument, context.Request.Strict),
                _ => default,
            };
            if (parsed.Failure is not null)
                return parsed;
            if (parsed.Value is null)
                continue;
            options = parsed.Value;
            argument.Handled = true;
        }

        return options;
    }

    public StoredResource Shown(StoredResource match) => Of(Matches, match);

    public StoredResource ShownIncluded(StoredResource included) => Of(Included?.For(included.Type), included);

    private static StoredResource Of(Subset? subset, StoredResource resource) =>
        subset is null || resource.Json.Length == 0 ? resource : resource.Shown(subset.Of(resource.Json));

    private Parsed<ResultOptions> WithTotal(Argument argument) => argument.Value switch
    {
        "none" => this with { Total = Total.None },
        "accurate" or "estimate" => this with { Total = Total.Accurate },
        _ => Invalid("_total", "_total is none, estimate or accurate."),
    };

    private Parsed<ResultOptions> WithSummary(string type, Argument argument)
    {
        if (Matches is not null && argument.Value is not ("false" or "count"))
            return Invalid("_summary", "_summary and _elements are not for one search: which of them would count?");
        return argument.Value switch
        {
            "false" => this,
            "count" => this with { CountOnly = true },
            "true" => With(Subset.Summary(type)),
            "data" => With(Subset.Data(type)),
            "text" => With(Subset.Text(type)) with { Includes = false },
            _ => Invalid("_summary", "_summary is true, text, data, count or false."),
        };
    }

    private ResultOptions With(Subset subset) => this with { Matches = subset, Included = subset };

    private Parsed<ResultOptions> WithElements(string type, Argument argument, bool strict)
    {
        if (Matches is not null)
            return Invalid("_elements", "_summary and _elements are not for one search: which of them would count?");
        var (known, unknown) = Subset.Known(type, argument.Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
        if (unknown.Count > 0 && (strict || known.Count == 0))
            return Invalid("_elements", $"{type} has no element '{unknown[0]}'.");
        argument.Value = string.Join(',', known);
        return this with { Matches = Subset.Elements(type, known) };
    }

    private static FhirFailure Invalid(string parameter, string why) => new(400, IssueCode.Invalid, why, parameter);
}
