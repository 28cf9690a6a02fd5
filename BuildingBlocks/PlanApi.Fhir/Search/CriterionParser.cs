using PlanApi.Fhir.Index;

namespace PlanApi.Fhir.Search;

/// <summary>Parses one condition by its name: a parameter with its modifier, a chain, or <c>_has</c> (search.html#chaining).</summary>
internal sealed class CriterionParser(IReadOnlyDictionary<string, DeclaredType> types, ValueParser values)
{
    private const int MostLinks = 4;
    private const string HasPrefix = "_has:";

    /// <returns>Neither a value nor a failure where there is no such parameter.</returns>
    public Parsed<Criterion> Parse(DeclaredType declared, string name, string value, int depth = 0)
    {
        if (name.StartsWith(HasPrefix, StringComparison.Ordinal))
            return ParseHas(declared, name, value, depth);
        var dot = name.IndexOf('.', StringComparison.Ordinal);
        var head = dot < 0 ? name : name[..dot];
        var colon = head.IndexOf(':', StringComparison.Ordinal);
        var (parameterName, modifier) = colon < 0 ? (head, null) : (head[..colon], head[(colon + 1)..]);
        if (parameterName is CommonParameters.Id or CommonParameters.LastUpdated && dot < 0)
            return ParseOfDocument(parameterName, modifier, value, name);
        if (!declared.Parameters.TryGetValue(parameterName, out var parameter))
            return default;
        return dot < 0
            ? values.Parse(parameter, modifier, value, name)
            : ParseChain(declared, parameter, modifier, name, name[(dot + 1)..], value, depth);
    }

    // Every resource has both, so that none is missing.
    private Parsed<Criterion> ParseOfDocument(string parameter, string? modifier, string value, string name) => modifier switch
    {
        "missing" => ValueParser.Missing(new Criterion.Ids([]), value, name),
        not null => Invalid(name, $"{parameter} takes no modifier but :missing."),
        _ => parameter == CommonParameters.Id ? ValueParser.Ids(value) : values.Written(value, name),
    };

    private Parsed<Criterion> ParseChain(
        DeclaredType declared, SearchParameter parameter, string? targetType, string name, string inner, string value, int depth)
    {
        if (parameter.Kind != SearchKind.Reference)
            return Invalid(name, $"'{parameter.Name}' of {declared.Declaration.Type} is not a reference, so it can not be chained.");
        if (depth == MostLinks)
            return Invalid(name, $"A chain has at most {MostLinks} links.");
        List<SearchQuery> targets = [];
        foreach (var target in parameter.Targets.Where(t => (targetType is null || t == targetType) && types.ContainsKey(t)))
        {
            var criterion = Parse(types[target], inner, value, depth + 1);
            if (criterion.Failure is not null)
                return criterion;
            if (criterion.Value is not null)
                targets.Add(new() { Type = target, Criteria = [criterion.Value] });
        }

        return targets.Count == 0
            ? Invalid(name, $"No type that '{parameter.Name}' refers to here can be searched by '{inner}'.")
            : new Criterion.Chain(parameter.Name, targets);
    }

    private Parsed<Criterion> ParseHas(DeclaredType declared, string name, string value, int depth)
    {
        if (depth == MostLinks)
            return Invalid(name, $"A chain has at most {MostLinks} links.");
        if (name.Split(':', 4) is not [_, var type, var reference, { Length: > 0 } inner])
            return Invalid(name, "_has is written as _has:Type:reference:parameter.");
        if (!types.TryGetValue(type, out var source))
            return Invalid(name, $"'{type}' is not a type served here.");
        if (!source.Parameters.TryGetValue(reference, out var parameter) || parameter.Kind != SearchKind.Reference || !parameter.Targets.Contains(declared.Declaration.Type))
            return Invalid(name, $"'{reference}' of {type} is not a parameter that refers to {declared.Declaration.Type}.");
        var criterion = Parse(source, inner, value, depth + 1);
        if (criterion.Failure is not null)
            return criterion;
        return criterion.Value is null
            ? Invalid(name, $"{type} can not be searched by '{inner}' here.")
            : new Criterion.Has(reference, new() { Type = type, Criteria = [criterion.Value] });
    }

    private static FhirFailure Invalid(string parameter, string why) => new(400, IssueCode.Invalid, why, parameter);
}
