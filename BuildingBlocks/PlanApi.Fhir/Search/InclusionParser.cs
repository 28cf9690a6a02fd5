namespace PlanApi.Fhir.Search;

/// <summary>Parses <c>_include</c> and <c>_revinclude</c>, with <c>:iterate</c> and <c>*</c> (search.html#include).</summary>
internal static class InclusionParser
{
    public static bool Takes(string name) => name is "_include" or "_include:iterate" or "_revinclude" or "_revinclude:iterate";

    public static Parsed<IReadOnlyList<Inclusion>> Parse(IReadOnlyDictionary<string, DeclaredType> types, string searched, Argument argument)
    {
        var reverse = argument.Name.StartsWith("_rev", StringComparison.Ordinal);
        var iterate = argument.Name.EndsWith(":iterate", StringComparison.Ordinal);
        var declared = reverse ? Reverse(types, searched, iterate) : Forward(types, searched, iterate);
        if (argument.Value == "*")
            return Of(declared, null);
        var parts = argument.Value.Split(':');
        if (parts.Length is < 2 or > 3 || !types.ContainsKey(parts[0]))
            return Invalid($"'{argument.Value}' does not name a type served here and one of its parameters, as in Type:parameter.");
        var asked = declared.Where(d => d.Source == parts[0] && (parts[1] == "*" || d.Parameter == parts[1])).ToList();
        return asked.Count == 0 && parts[1] != "*"
            ? Invalid($"'{argument.Value}' is not a supported {(reverse ? "_revinclude" : "_include")} for {searched}.")
            : Of(asked, parts.Length == 3 ? parts[2] : null);

        List<Inclusion> Of(IEnumerable<(string Source, string Parameter)> of, string? target) =>
            [.. of.Distinct().Select(i => new Inclusion(i.Source, types[i.Source].Parameters[i.Parameter], target, reverse, iterate))];

        FhirFailure Invalid(string why) => new(400, IssueCode.Invalid, why, argument.Name);
    }

    // Forward includes are declared by the type they start from, reverse ones by the type they lead to.
    private static IEnumerable<(string Source, string Parameter)> Forward(IReadOnlyDictionary<string, DeclaredType> types, string searched, bool iterate) =>
        From(types, searched, iterate).SelectMany(t => t.Includable.Select(p => (t.Declaration.Type, p)));

    private static IEnumerable<(string Source, string Parameter)> Reverse(IReadOnlyDictionary<string, DeclaredType> types, string searched, bool iterate) =>
        From(types, searched, iterate).SelectMany(t => t.Declaration.RevIncludes).Select(r => r.Split(':')).Where(r => types.ContainsKey(r[0])).Select(r => (r[0], r[1]));

    private static IEnumerable<DeclaredType> From(IReadOnlyDictionary<string, DeclaredType> types, string searched, bool iterate) =>
        iterate ? types.Values : [types[searched]];
}
