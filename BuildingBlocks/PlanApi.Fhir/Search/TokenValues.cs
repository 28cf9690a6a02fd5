using PlanApi.Fhir.Index;

namespace PlanApi.Fhir.Search;

/// <summary>Values of tokens (search.html#token).</summary>
internal static class TokenValues
{
    /// <summary><c>code</c>, <c>system|code</c>, <c>|code</c> for one without a system, <c>system|</c> for any code of it.</summary>
    public static Parsed<Criterion> Parse(string parameter, IEnumerable<string> values)
    {
        List<string> exact = [], prefixes = [];
        foreach (var value in values)
        {
            var parts = SearchText.Split(value, '|');
            var code = SearchText.Unescape(string.Join('|', parts.Skip(1)));
            if (parts.Count == 1)
                exact.Add(Entry.AnySystem(parameter, SearchText.Unescape(value)));
            else if (code.Length == 0)
                prefixes.Add(Entry.AllOfSystem(parameter, SearchText.Unescape(parts[0])));
            else
                exact.Add(Entry.Token(parameter, SearchText.Unescape(parts[0]), code));
        }

        Criterion[] any = [.. Some(exact, e => new Criterion.Exact(e)), .. Some(prefixes, p => new Criterion.Prefixes(p))];
        return any is [var one] ? one : new Criterion.AnyOf(any);
    }

    /// <summary><c>system|code|value</c>: an identifier of a type (search.html#modifiers, <c>:of-type</c>).</summary>
    public static Parsed<Criterion> OfType(string parameter, IEnumerable<string> values, string name)
    {
        List<string> entries = [];
        foreach (var value in values)
        {
            if (SearchText.Split(value, '|').ConvertAll(SearchText.Unescape) is not [var system, { Length: > 0 } code, { Length: > 0 } identifier])
                return new FhirFailure(400, IssueCode.Value, "The value of :of-type is system|code|value.", name);
            entries.Add(Entry.OfType(parameter, system, code, identifier));
        }

        return new Criterion.Exact(entries);
    }

    private static IEnumerable<Criterion> Some(List<string> entries, Func<List<string>, Criterion> make) => entries.Count > 0 ? [make(entries)] : [];
}
