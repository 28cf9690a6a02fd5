using PlanApi.Fhir.Search;

namespace PlanApi.Fhir.Pipeline.Handlers;

/// <summary>The types that a $everything goes through.</summary>
internal static class EverythingTypes
{
    public static Parsed<List<string>> Of(FhirContext context)
    {
        HashSet<string> asked = new(StringComparer.Ordinal);
        foreach (var argument in context.Request.Arguments)
        {
            // Known and not honoured is refused; what would be answered without them is more than was asked for.
            if (argument.Name is "start" or "end")
                return new FhirFailure(400, IssueCode.NotSupported, $"'{argument.Name}' is not supported: search the types by their dates instead.", argument.Name);
            if (argument.Name != "_type" || argument.Value.Length == 0)
                continue;
            argument.Handled = true;
            asked.UnionWith(argument.Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
        }

        if (asked.FirstOrDefault(t => !context.Branch.Types.ContainsKey(t)) is { } unknown)
            return new FhirFailure(400, IssueCode.Value, $"'{unknown}' is not a resource type that is served here.", "_type");
        foreach (var type in asked.Where(t => !Granted(context.Access, t)))
            context.Response.Issues.Add(new("warning", IssueCode.Forbidden, $"{type} was left out: the grant does not include reading and searching it.", "_type"));
        return Of(context.Branch.Declaration.Resources.Where(r => asked.Count == 0 || asked.Contains(r.Type)), context.Access);
    }

    /// <summary>Those of some types that an access may both read and search.</summary>
    public static List<string> Of(IEnumerable<ResourceDeclaration> declared, Access access) => [.. declared.Select(r => r.Type).Where(t => Granted(access, t))];

    private static bool Granted(Access access, string type) => access is Access.Compartment c && c.Readable.ContainsKey(type) && c.Searchable.ContainsKey(type);
}
