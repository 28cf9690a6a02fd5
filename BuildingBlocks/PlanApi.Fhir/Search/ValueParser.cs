using PlanApi.Fhir.Index;

namespace PlanApi.Fhir.Search;

/// <summary>Parses the value of one search parameter, by its kind and modifier.</summary>
internal sealed class ValueParser(string baseUrl, TimeProvider clock)
{
    private readonly Comparison _comparison = new(clock);

    /// <summary>The value of <c>_id</c>.</summary>
    public static Parsed<Criterion> Ids(string value) =>
        new Criterion.Ids([.. SearchText.Split(value, ',').Select(SearchText.Unescape).Where(v => v.Length > 0)]);

    /// <summary>The value of <c>_lastUpdated</c>.</summary>
    public Parsed<Criterion> Written(string value, string name) => Each(SearchText.Split(value, ','), v => _comparison.Written(v, name));

    /// <summary>The value of <c>:missing</c>, as the condition that nothing is missing or the other.</summary>
    public static Parsed<Criterion> Missing(Criterion missing, string value, string name) => value switch
    {
        "true" => missing,
        "false" => new Criterion.Except(missing),
        _ => new FhirFailure(400, IssueCode.Value, "The value of :missing is true or false.", name),
    };

    /// <param name="parameter">The declared parameter.</param>
    /// <param name="modifier">What stood after the colon, or null.</param>
    /// <param name="value">The value, with escapes.</param>
    /// <param name="name">How the caller wrote the parameter, for messages.</param>
    public Parsed<Criterion> Parse(SearchParameter parameter, string? modifier, string value, string name)
    {
        if (modifier == "missing")
            return Missing(new Criterion.Missing(parameter), value, name);
        var values = SearchText.Split(value, ',').Where(v => v.Length > 0).ToList();
        if (values.Count == 0)
            return default;
        return (parameter.Kind, modifier) switch
        {
            (SearchKind.Token, null) => TokenValues.Parse(parameter.Name, values),
            (SearchKind.Token, "not") => Except(TokenValues.Parse(parameter.Name, values)),
            (SearchKind.Token, "text") => Beginning(values, v => Entry.Label(parameter.Name, v)),
            (SearchKind.Token, "of-type") => TokenValues.OfType(parameter.Name, values, name),
            (SearchKind.Reference, "identifier") => TokenValues.Parse(Entry.Identifier(parameter.Name), values),
            (SearchKind.Reference, null) => References(parameter, null, values, name),
            (SearchKind.Reference, var type) when parameter.Targets.Contains(type) => References(parameter, type, values, name),
            (SearchKind.Text, null) => Beginning(values, v => Entry.Text(parameter.Name, v)),
            (SearchKind.Text, "contains") => Containing(parameter.Name, values),
            (SearchKind.Text, "exact") => new Criterion.Exact([.. values.Select(v => Entry.ExactText(parameter.Name, SearchText.Unescape(v)))]),
            (SearchKind.Uri, null) => new Criterion.Exact([.. values.Select(v => Entry.Uri(parameter.Name, SearchText.Unescape(v)))]),
            (SearchKind.Uri, "below") => new Criterion.Prefixes([.. values.Select(v => Entry.Uri(parameter.Name, SearchText.Unescape(v)))]),
            (SearchKind.Date, null) => Each(values, v => _comparison.Date(parameter.Name, v, name)),
            (SearchKind.Number, null) => Each(values, v => Comparison.Number(parameter.Name, v, name)),
            (SearchKind.Quantity, null) => Each(values, v => Comparison.Quantity(parameter.Name, v, name)),
            (SearchKind.Position, null) => Each(values, v => NearValue.Parse(parameter.Name, v, name)),
            (SearchKind.Composite, null) => Each(values, v => Composite(parameter, v, name)),
            _ => new FhirFailure(400, IssueCode.NotSupported, $"The modifier ':{modifier}' is not supported on '{parameter.Name}'.", name),
        };
    }

    private static Parsed<Criterion> Except(Parsed<Criterion> inner) => inner.Value is { } value ? new Criterion.Except(value) : inner;

    // Nothing but punctuation starts no text.
    private static Parsed<Criterion> Beginning(List<string> values, Func<string, string> entry)
    {
        var entries = values.Select(SearchText.Unescape).Where(v => Entry.Fold(v).Length > 0).Select(entry).ToList();
        return entries.Count == 0 ? new Criterion.Ids([]) : new Criterion.Prefixes(entries);
    }

    private static Parsed<Criterion> Containing(string parameter, List<string> values)
    {
        var texts = values.Select(v => Entry.Fold(SearchText.Unescape(v))).Where(t => t.Length > 0).ToList();
        return texts.Count == 0 ? new Criterion.Ids([]) : new Criterion.Containing(Entry.Text(parameter, ""), texts);
    }

    private Parsed<Criterion> References(SearchParameter parameter, string? type, List<string> values, string name)
    {
        List<string> entries = [];
        foreach (var value in values.Select(SearchText.Unescape))
        {
            if (ReferenceText.Local(value, baseUrl) is { } local)
            {
                if (type is null || ReferenceText.TypeOf(local) == type)
                    entries.Add(Entry.Reference(parameter.Name, local));
            }
            else if (ReferenceText.IsId(value))
                entries.AddRange((type is null ? parameter.Targets : [type]).Select(t => Entry.Reference(parameter.Name, $"{t}/{value}")));
            else if (Uri.TryCreate(value, UriKind.Absolute, out _))
                entries.Add(Entry.Reference(parameter.Name, value));
            else
                return new FhirFailure(400, IssueCode.Value, $"'{value}' is not a reference: expected an id, Type/id or an absolute URL.", name);
        }

        return entries.Count > 0 ? new Criterion.Exact(entries) : new Criterion.Ids([]);
    }

    // Each part is parsed by itself, then the second's conditions are asked of elements where the first holds.
    private Parsed<Criterion> Composite(SearchParameter parameter, string value, string name)
    {
        var parts = SearchText.Split(value, '$');
        if (parts.Count != 2 || parts[0].Length == 0 || parts[1].Length == 0)
            return new FhirFailure(400, IssueCode.Value, $"The value of '{parameter.Name}' is two values with '$' between them.", name);
        var (first, second) = (Parse(parameter.Components[0], null, parts[0], name), Parse(parameter.Components[1], null, parts[1], name));
        if (first.Failure is not null || second.Failure is not null)
            return first.Failure is not null ? first : second;
        if (first.Value is not Criterion.Exact { Entries: var entries })
            return new FhirFailure(400, IssueCode.NotSupported, $"The first part of '{parameter.Name}' is one exact value.", name);
        Criterion[] any = [.. entries.Select(e => Where(e, parameter.Name, second.Value!))];
        return any is [var one] ? one : new Criterion.AnyOf(any);
    }

    private static Criterion Where(string first, string composite, Criterion second)
    {
        string Both(string entry) => Entry.Both(first, composite, entry);
        return second switch
        {
            Criterion.Exact exact => new Criterion.Exact([.. exact.Entries.Select(Both)]),
            Criterion.Prefixes prefixes => new Criterion.Prefixes([.. prefixes.Entries.Select(Both)]),
            Criterion.Period period => period with { Parameter = Both(period.Parameter) },
            Criterion.Number number => number with { Parameter = Both(number.Parameter) },
            Criterion.AnyOf any => new Criterion.AnyOf([.. any.Of.Select(c => Where(first, composite, c))]),
            _ => second,
        };
    }

    private static Parsed<Criterion> Each(IReadOnlyList<string> values, Func<string, Parsed<Criterion>> parse)
    {
        List<Criterion> any = [];
        foreach (var value in values)
        {
            var parsed = parse(value);
            if (parsed.Failure is not null)
                return parsed;
            any.Add(parsed.Value!);
        }

        return any is [var one] ? one : new Criterion.AnyOf(any);
    }
}
