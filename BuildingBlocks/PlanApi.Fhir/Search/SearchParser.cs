using PlanApi.Fhir.Index;

namespace PlanApi.Fhir.Search;

/// <summary>
/// Turns arguments into a query, by the declarations. What it understands it marks handled; a known parameter with a value or
/// modifier it cannot honour is a failure, never ignored (search.html#errors).
/// </summary>
internal sealed class SearchParser(IReadOnlyDictionary<string, DeclaredType> types, string baseUrl, TimeProvider clock)
{
    public const int DefaultCount = 50;
    public const int MaximumCount = 250;
    private const int MostChainLinks = 4;
    private readonly ValueParser _values = new(baseUrl, clock);

    public Parsed<SearchQuery> Parse(string type, IReadOnlyList<Argument> arguments)
    {
        var declared = types[type];
        List<Criterion> criteria = [];
        List<Inclusion> inclusions = [];
        var (order, count) = (SearchOrder.ById, DefaultCount);
        foreach (var argument in arguments.Where(a => !a.Handled))
        {
            // A parameter without a value is as good as absent.
            if (argument.Value.Length == 0)
                continue;
            switch (argument.Name)
            {
                case "_count":
                    if (!int.TryParse(argument.Value, System.Globalization.NumberStyles.None, null, out count) && !argument.Value.All(char.IsAsciiDigit))
                        return Invalid("_count", "_count must be a whole number, zero or more.");
                    // A number too large to hold is still a number.
                    count = argument.Value.TrimStart('0').Length > 9 ? MaximumCount : Math.Min(count, MaximumCount);
                    argument.Value = count.ToString(System.Globalization.CultureInfo.InvariantCulture);
                    break;
                case "_sort":
                    if (ParseOrder(declared, argument.Value) is not { } parsedOrder)
                        return Invalid("_sort", $"{type} can be sorted by _id, _lastUpdated{(declared.Declaration.MainDate is { } main ? $" or {main}" : "")}, one of them, with '-' before it for descending.");
                    order = parsedOrder;
                    break;
                case "_include" or "_include:iterate" or "_revinclude" or "_revinclude:iterate":
                    var included = ParseInclusion(type, argument);
                    if (included.Failure is not null)
                        return included.Failure;
                    inclusions.AddRange(included.Value!);
                    break;
                default:
                    var parsed = ParseCriterion(declared, argument.Name, argument.Value, 0);
                    if (parsed.Failure is not null)
                        return parsed.Failure;
                    if (parsed.Value is null)
                        continue;
                    criteria.Add(parsed.Value);
                    break;
            }

            argument.Handled = true;
        }

        return new SearchQuery { Type = type, Criteria = criteria, Inclusions = inclusions, Order = order, Count = count };
    }

    // Neither a value nor a failure: no such parameter.
    private Parsed<Criterion> ParseCriterion(DeclaredType declared, string name, string value, int depth)
    {
        var dot = name.IndexOf('.', StringComparison.Ordinal);
        var head = dot < 0 ? name : name[..dot];
        var colon = head.IndexOf(':', StringComparison.Ordinal);
        var (parameterName, modifier) = colon < 0 ? (head, null) : (head[..colon], head[(colon + 1)..]);
        if (parameterName is CommonParameters.Id or CommonParameters.LastUpdated && dot < 0)
        {
            return modifier is not null
                ? Invalid(name, $"{parameterName} takes no modifier.")
                : parameterName == CommonParameters.Id ? ValueParser.Ids(value) : _values.Written(value);
        }

        if (!declared.Parameters.TryGetValue(parameterName, out var parameter))
            return default;
        return dot < 0
            ? _values.Parse(parameter, modifier, value, name)
            : ParseChain(declared, parameter, modifier, name, name[(dot + 1)..], value, depth);
    }

    private Parsed<Criterion> ParseChain(
        DeclaredType declared, SearchParameter parameter, string? targetType, string name, string inner, string value, int depth)
    {
        if (parameter.Kind != SearchKind.Reference)
            return Invalid(name, $"'{parameter.Name}' of {declared.Declaration.Type} is not a reference, so it can not be chained.");
        if (depth == MostChainLinks)
            return Invalid(name, $"A chain has at most {MostChainLinks} links.");
        List<SearchQuery> targets = [];
        foreach (var target in parameter.Targets.Where(t => (targetType is null || t == targetType) && types.ContainsKey(t)))
        {
            var criterion = ParseCriterion(types[target], inner, value, depth + 1);
            if (criterion.Failure is not null)
                return criterion;
            if (criterion.Value is not null)
                targets.Add(new() { Type = target, Criteria = [criterion.Value] });
        }

        return targets.Count == 0
            ? Invalid(name, $"No type that '{parameter.Name}' refers to here can be searched by '{inner}'.")
            : new Criterion.Chain(parameter.Name, targets);
    }

    private static SearchOrder? ParseOrder(DeclaredType declared, string value)
    {
        var descending = value.StartsWith('-');
        var key = descending ? value[1..] : value;
        return key switch
        {
            CommonParameters.Id => new(SortKey.Id, descending),
            CommonParameters.LastUpdated => new(SortKey.LastUpdated, descending),
            _ when key == declared.Declaration.MainDate => new(SortKey.Date, descending),
            _ => null,
        };
    }

    private Parsed<IReadOnlyList<Inclusion>> ParseInclusion(string type, Argument argument)
    {
        var reverse = argument.Name.StartsWith("_rev", StringComparison.Ordinal);
        var iterate = argument.Name.EndsWith(":iterate", StringComparison.Ordinal);
        var parts = argument.Value.Split(':');
        if (parts.Length is < 2 or > 3 || !types.TryGetValue(parts[0], out var source))
            return Invalid(argument.Name, $"'{argument.Value}' does not name a type served here and one of its parameters, as in Type:parameter.");
        var target = parts.Length == 3 ? parts[2] : null;
        // Reverse includes are declared by the type they lead to, forward ones by the type they start from.
        bool Allowed(string parameter) => reverse
            ? (iterate ? types.Values : [types[type]]).Any(t => t.Declaration.RevIncludes.Contains($"{parts[0]}:{parameter}"))
            : source.Declaration.Includes.Contains(parameter) && (iterate || parts[0] == type);
        var names = parts[1] == "*" && !reverse ? source.Declaration.Includes.Where(Allowed) : [parts[1]];
        List<Inclusion> inclusions = [];
        foreach (var name in names)
        {
            if (!Allowed(name))
                return Invalid(argument.Name, $"'{argument.Value}' is not a supported {(reverse ? "_revinclude" : "_include")} for {type}.");
            inclusions.Add(new(parts[0], source.Parameters[name], target, reverse, iterate));
        }

        return inclusions;
    }

    private static FhirFailure Invalid(string parameter, string why) => new(400, IssueCode.Invalid, why, parameter);
}
