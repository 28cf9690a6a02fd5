using MongoDB.Bson;

namespace PlanApi.EmbeddedMongo.Tests.CrudSpec;

/// <summary>Compares what came with what a test expects (unified test format, "Evaluating Matches").</summary>
internal static class Matching
{
    /// <summary>Where and how they differ; null when they match. A root document may have more fields than are expected, one inside it not.</summary>
    public static string? Difference(BsonValue expected, BsonValue? actual, bool root = true, string path = "")
    {
        if (expected is BsonDocument { ElementCount: 1 } special && special.GetElement(0).Name.StartsWith("$$", StringComparison.Ordinal))
            return Special(special.GetElement(0).Name, special[0], actual, path);
        if (actual is null) return $"{path} is missing, expected {expected}";
        return (expected, actual) switch
        {
            (BsonDocument e, BsonDocument a) => Documents(e, a, root, path),
            // The documents of a list that is a whole result are roots too.
            (BsonArray e, BsonArray a) => e.Count != a.Count
                ? $"{path} has {a.Count} elements, expected {e.Count}: {a}"
                : e.Select((x, i) => Difference(x, a[i], root && path.Length == 0, $"{path}[{i}]")).FirstOrDefault(d => d is not null),
            ({ IsNumeric: true }, { IsNumeric: true }) => expected.ToDecimal() == actual.ToDecimal() ? null : $"{path} is {actual}, expected {expected}",
            _ => expected == actual ? null : $"{path} is {actual}, expected {expected}"
        };
    }

    private static string? Documents(BsonDocument expected, BsonDocument actual, bool root, string path)
    {
        foreach (var (name, value) in expected.Select(e => (e.Name, e.Value)))
            if (Difference(value, actual.GetValue(name, null), root: false, $"{path}.{name}") is { } difference) return difference;
        var more = root ? null : actual.Names.FirstOrDefault(n => !expected.Contains(n));
        return more is null ? null : $"{path}.{more} was not expected";
    }

    private static string? Special(string name, BsonValue operand, BsonValue? actual, string path) => name switch
    {
        "$$exists" => operand.AsBoolean == actual is not null ? null : $"{path} is {actual?.ToString() ?? "missing"}",
        "$$unsetOrMatches" => actual is null ? null : Difference(operand, actual, path.Length == 0, path),
        "$$type" => actual is not null && (operand is BsonArray any ? any : [operand]).Any(t => IsOfType(actual, t.AsString)) ? null : $"{path} is {actual?.ToString() ?? "missing"}, expected the type {operand}",
        _ => throw new UnsupportedException($"the matcher {name}")
    };

    private static bool IsOfType(BsonValue value, string type) => type switch
    {
        "number" => value.IsNumeric,
        "int" => value.IsInt32,
        "long" => value.IsInt64,
        "double" => value.IsDouble,
        "string" => value.IsString,
        "object" => value.IsBsonDocument,
        "array" => value.IsBsonArray,
        "bool" => value.IsBoolean,
        "objectId" => value.IsObjectId,
        _ => throw new UnsupportedException($"the type {type} in $$type")
    };
}
