using Hl7.Fhir.Model;
using PlanApi.Conformance.Tests.Guides;
using PlanApi.Conformance.Tests.Records;

namespace PlanApi.Conformance.Tests.Asking;

/// <summary>Values to ask for, drawn from what was loaded.</summary>
internal static class Draw
{
    /// <summary>The ways to ask for a record by one parameter: with and without system, type, and so on.</summary>
    public static IReadOnlyList<Value> Values(Loaded record, Definition parameter) => [.. record.Values(parameter).SelectMany(v => Ways(v, parameter.Kind)).Distinct()];

    /// <summary>The conditions by which a record is found, a few for each parameter; none where the record lacks the parameter.</summary>
    public static IReadOnlyList<Condition> Conditions(Loaded record, Definition parameter) => parameter.Kind == "written"
        ? [Condition.Written("ge"), Condition.Written("lt")]
        : [.. Values(record, parameter).Select(v => Condition.Of(parameter, v))];

    /// <summary>Searches by several parameters at once, drawn from records that have them all and are unlike each other.</summary>
    public static IReadOnlyList<Query> Queries(World world, string type, IReadOnlyList<Definition> parameters, int records = 3, int each = 2)
    {
        List<Query> queries = [];
        HashSet<string> seen = new(StringComparer.Ordinal);
        foreach (var record in world.Of(type))
        {
            var ways = parameters.Select(p => Conditions(record, p)).ToList();
            if (ways.Any(w => w.Count == 0) || !seen.Add(string.Join('&', ways.Select(w => w[0].Text))))
                continue;
            queries.AddRange(Enumerable.Range(0, Math.Min(each, ways.Max(w => w.Count)))
                .Select(i => new Query(type, [.. ways.Select(w => w[Math.Min(i, w.Count - 1)])], Server.TokenFor(record))));
            if (seen.Count == records)
                break;
        }

        return queries;
    }

    /// <summary>The dates of a value, as they stand there.</summary>
    public static IEnumerable<string> Dates(Base value) => value switch
    {
        Period period => new[] { period.Start, period.End }.OfType<string>(),
        Instant { JsonValue: DateTimeOffset moment } => [moment.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", System.Globalization.CultureInfo.InvariantCulture)],
        Extension { Value: DataType inner } => Dates(inner),
        PrimitiveType { JsonValue: string date } => [date],
        _ => [],
    };

    private static IEnumerable<Value> Ways(Base value, string kind) => kind switch
    {
        "id" => value is PrimitiveType { JsonValue: string id } ? [new Value.Own(id)] : [],
        "token" => Value.Token.Of(value).SelectMany(t => t.System is null ? [new Value.Token(null, t.Code)] : new Value[] { new Value.Token(t.System, t.Code), new Value.Token(null, t.Code) }),
        "reference" => Value.Reference.Of(value)?.Split('/') is [var type, var id] ? [new Value.Reference(type, id, true), new Value.Reference(type, id, false)] : [],
        "string" => Value.Words.Of(value).SelectMany(w => new Value[] { new Value.Words(w), new Value.Words(w.ToUpperInvariant()[..Math.Min(3, w.Length)]) }),
        "date" => Dates(value).Select(d => new Value.Date("", d)),
        _ => throw new ArgumentException($"Values of '{kind}' parameters are not drawn."),
    };
}
