using PlanApi.Fhir.Index;

namespace PlanApi.Fhir.Search;

/// <summary>Parses the value of one search parameter, by its kind.</summary>
internal sealed class ValueParser(string baseUrl, TimeProvider clock)
{
    private static readonly Dictionary<string, Comparator> Prefixes = new(StringComparer.Ordinal)
    {
        ["eq"] = Comparator.Equal,
        ["ne"] = Comparator.NotEqual,
        ["gt"] = Comparator.GreaterThan,
        ["lt"] = Comparator.LessThan,
        ["ge"] = Comparator.GreaterOrEqual,
        ["le"] = Comparator.LessOrEqual,
        ["sa"] = Comparator.StartsAfter,
        ["eb"] = Comparator.EndsBefore,
        ["ap"] = Comparator.Approximately,
    };

    public static Parsed<Criterion> Ids(string value)
    {
        var ids = SearchText.Split(value, ',').Select(SearchText.Unescape).Where(v => v.Length > 0).ToList();
        return new Criterion.Ids(ids);
    }

    public Parsed<Criterion> Written(string value)
    {
        List<Criterion> any = [];
        foreach (var one in SearchText.Split(value, ','))
        {
            if (Compared(one) is not { } compared)
                return NotADate(CommonParameters.LastUpdated, one);
            any.Add(new Criterion.Written(compared.Comparator, compared.Range.From, compared.Range.To));
        }

        return AnyOf(any);
    }

    /// <param name="parameter">The declared parameter.</param>
    /// <param name="modifier">What stood after the colon, or null.</param>
    /// <param name="value">The value, with escapes.</param>
    /// <param name="name">How the caller wrote the parameter, for messages.</param>
    public Parsed<Criterion> Parse(SearchParameter parameter, string? modifier, string value, string name)
    {
        if (modifier == "missing")
            return Missing(parameter, value, name);
        if (modifier == "not" && parameter.Kind == SearchKind.Token)
            return Parse(parameter, null, value, name) is { Value: { } inner } ? new Criterion.Except(inner) : Parse(parameter, null, value, name);
        var values = SearchText.Split(value, ',').Where(v => v.Length > 0).ToList();
        if (values.Count == 0)
            return default;
        return parameter.Kind switch
        {
            SearchKind.Token when modifier is null => Tokens(parameter.Name, values),
            SearchKind.Reference when modifier is null || parameter.Targets.Contains(modifier) => References(parameter, modifier, values, name),
            SearchKind.Text when modifier is null => Texts(parameter.Name, values),
            SearchKind.Text when modifier == "exact" => new Criterion.Exact([.. values.Select(v => Entry.ExactText(parameter.Name, SearchText.Unescape(v)))]),
            SearchKind.Uri when modifier is null => new Criterion.Exact([.. values.Select(v => Entry.Uri(parameter.Name, SearchText.Unescape(v)))]),
            SearchKind.Uri when modifier == "below" => new Criterion.Prefixes([.. values.Select(v => Entry.Uri(parameter.Name, SearchText.Unescape(v)))]),
            SearchKind.Date when modifier is null => Dates(parameter.Name, values, name),
            _ => new FhirFailure(400, IssueCode.NotSupported, $"The modifier ':{modifier}' is not supported on '{parameter.Name}'.", name),
        };
    }

    private static Parsed<Criterion> Missing(SearchParameter parameter, string value, string name) => value switch
    {
        "true" => new Criterion.Missing(parameter),
        "false" => new Criterion.Except(new Criterion.Missing(parameter)),
        _ => new FhirFailure(400, IssueCode.Value, "The value of :missing is true or false.", name),
    };

    // search.html#token: "code", "system|code", "|code" for none, "system|" for any code of it.
    private static Parsed<Criterion> Tokens(string name, List<string> values)
    {
        List<string> exact = [], prefixes = [];
        foreach (var value in values)
        {
            var parts = SearchText.Split(value, '|');
            var code = SearchText.Unescape(string.Join('|', parts.Skip(1)));
            if (parts.Count == 1)
                exact.Add(Entry.AnySystem(name, SearchText.Unescape(value)));
            else if (code.Length == 0)
                prefixes.Add(Entry.AllOfSystem(name, SearchText.Unescape(parts[0])));
            else
                exact.Add(Entry.Token(name, SearchText.Unescape(parts[0]), code));
        }

        return AnyOf([.. Some(exact, e => new Criterion.Exact(e)), .. Some(prefixes, p => new Criterion.Prefixes(p))]);
    }

    private static Parsed<Criterion> Texts(string name, List<string> values)
    {
        var folded = values.Select(v => Entry.Text(name, SearchText.Unescape(v))).Where(e => e.Length > name.Length + 1).ToList();
        // Nothing but punctuation starts no text.
        return folded.Count == 0 ? new Criterion.Exact([Entry.Text(name, "")]) : new Criterion.Prefixes(folded);
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

        return new Criterion.Exact(entries.Count > 0 ? entries : [Entry.Reference(parameter.Name, "")]);
    }

    private Parsed<Criterion> Dates(string parameter, List<string> values, string name)
    {
        List<Criterion> any = [];
        foreach (var value in values)
        {
            if (Compared(value) is not { } compared)
                return NotADate(name, value);
            any.Add(new Criterion.Range(parameter, compared.Comparator, compared.Range.From, compared.Range.To));
        }

        return AnyOf(any);
    }

    private (Comparator Comparator, DateRange Range)? Compared(string value)
    {
        var comparator = Comparator.Equal;
        var date = value;
        if (value.Length > 2 && Prefixes.TryGetValue(value[..2], out var prefix))
            (comparator, date) = (prefix, value[2..]);
        if (DateRange.Parse(date) is not { } range)
            return null;
        return (comparator, comparator == Comparator.Approximately ? Widened(range) : range);
    }

    // search.html#prefix: approximately is within a tenth of the distance between now and the date.
    private DateRange Widened(DateRange range)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var by = (now - range.From).Duration() / 10;
        return new(range.From - DateRange.Start > by ? range.From - by : DateRange.Start, DateRange.End - range.To > by ? range.To + by : DateRange.End);
    }

    private static FhirFailure NotADate(string parameter, string value) => new(
        400, IssueCode.Value, $"'{value}' is not a date: expected YYYY, YYYY-MM, YYYY-MM-DD or YYYY-MM-DDThh:mm[:ss] with a time zone, after an optional prefix such as ge.", parameter);

    private static Parsed<Criterion> AnyOf(IReadOnlyList<Criterion> of) => of is [var one] ? one : new Criterion.AnyOf(of);

    private static IEnumerable<Criterion> Some(List<string> entries, Func<List<string>, Criterion> make) => entries.Count > 0 ? [make(entries)] : [];
}
