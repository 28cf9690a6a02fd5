namespace PlanApi.Fhir.Pipeline.Handlers;

/// <summary>The types that a $everything goes through, those that patients own first, in the order of their declarations.</summary>
internal sealed record EverythingTypes(IReadOnlyList<string> Own, IReadOnlyList<string> Shared, FhirFailure? Failure = null)
{
    public const string Patient = "Patient";

    public static EverythingTypes Of(FhirContext context)
    {
        HashSet<string> asked = new(StringComparer.Ordinal);
        foreach (var argument in context.Request.Arguments)
        {
            // Known and not honoured is refused; what would be answered without them is more than was asked for.
            if (argument.Name is "start" or "end")
                return Refused(new(400, IssueCode.NotSupported, $"'{argument.Name}' is not supported: search the types by their dates instead.", argument.Name));
            if (argument.Name != "_type" || argument.Value.Length == 0)
                continue;
            argument.Handled = true;
            asked.UnionWith(argument.Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
        }

        if (asked.FirstOrDefault(t => !context.Branch.Types.ContainsKey(t)) is { } unknown)
            return Refused(new(400, IssueCode.Value, $"'{unknown}' is not a resource type that is served here.", "_type"));
        foreach (var type in asked.Where(t => !Granted(context.Access, t)))
            context.Response.Issues.Add(new("warning", IssueCode.Forbidden, $"{type} was left out: the grant does not include reading and searching it.", "_type"));
        return Of(context.Branch.Declaration.Resources.Where(r => asked.Count == 0 || asked.Contains(r.Type)), context.Access);
    }

    /// <summary>Those of some types that an access may both read and search.</summary>
    public static EverythingTypes Of(IEnumerable<ResourceDeclaration> declared, Access access)
    {
        var types = declared.Where(r => Granted(access, r.Type)).ToList();
        return new(
            [.. types.Where(t => t.Ownership is not Ownership.SharedByReference).Select(t => t.Type).OrderBy(t => t != Patient)],
            [.. types.Where(t => t.Ownership is Ownership.SharedByReference).Select(t => t.Type)]);
    }

    private static EverythingTypes Refused(FhirFailure failure) => new([], [], failure);

    private static bool Granted(Access access, string type) => access is Access.Compartment c && c.Readable.ContainsKey(type) && c.Searchable.ContainsKey(type);
}
