using System.Globalization;

namespace PlanApi.Fhir.Search;

/// <summary>
/// Turns arguments into a query, by the declarations. What it understands it marks handled; a known parameter with a value or
/// modifier it cannot honour is a failure, never ignored (search.html#errors).
/// </summary>
internal sealed class SearchParser(IReadOnlyDictionary<string, DeclaredType> types, string baseUrl, TimeProvider clock)
{
    public const int DefaultCount = 50;
    public const int MaximumCount = 250;
    private readonly CriterionParser _criteria = new(types, new(baseUrl, clock));

    public Parsed<SearchQuery> Parse(string type, IReadOnlyList<Argument> arguments)
    {
        var declared = types[type];
        List<Criterion> criteria = [];
        List<Inclusion> inclusions = [];
        Argument? sort = null;
        var count = DefaultCount;
        // A parameter without a value is as good as absent.
        foreach (var argument in arguments.Where(a => !a.Handled && a.Value.Length > 0))
        {
            if (argument.Name == "_sort")
                sort = argument;
            else if (argument.Name == "_count")
            {
                if (ParseCount(argument.Value) is not { } parsedCount)
                    return new FhirFailure(400, IssueCode.Invalid, "_count must be a whole number, zero or more.", "_count");
                count = parsedCount;
                argument.Value = count.ToString(CultureInfo.InvariantCulture);
            }
            else if (InclusionParser.Takes(argument.Name))
            {
                var included = InclusionParser.Parse(types, type, argument);
                if (included.Failure is not null)
                    return included.Failure;
                inclusions.AddRange(included.Value!);
            }
            else
            {
                var parsed = _criteria.Parse(declared, argument.Name, argument.Value);
                if (parsed.Failure is not null)
                    return parsed.Failure;
                if (parsed.Value is null)
                    continue;
                criteria.Add(parsed.Value);
            }

            argument.Handled = true;
        }

        var order = sort is null ? DefaultOrder(criteria) : OrderParser.Parse(declared, sort.Value, criteria);
        return order.Failure is not null
            ? order.Failure
            : new SearchQuery { Type = type, Criteria = criteria, Inclusions = inclusions, Order = order.Value!, Count = count };
    }

    // What was asked for near a place comes nearest first.
    private static Parsed<SearchOrder> DefaultOrder(List<Criterion> criteria) =>
        criteria.Count(c => c is Criterion.Near) == 1 ? SearchOrder.ByDistance : SearchOrder.ById;

    // A number too large to hold is still a number.
    private static int? ParseCount(string value) => !value.All(char.IsAsciiDigit)
        ? null
        : value.TrimStart('0') is { Length: > 9 } ? MaximumCount : Math.Min(int.Parse(value, CultureInfo.InvariantCulture), MaximumCount);
}
