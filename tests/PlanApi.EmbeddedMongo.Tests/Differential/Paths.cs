using System.Globalization;
using MongoDB.Bson;

namespace PlanApi.EmbeddedMongo.Tests.Differential;

/// <summary>What lies at dotted paths of documents.</summary>
internal static class Paths
{
    /// <summary>The values at the path: through arrays, and at their positions.</summary>
    public static IEnumerable<BsonValue> At(BsonValue value, string path) => At(value, path.Split('.'));

    public static bool MeetsArray(BsonValue document, string path) => Ways(path).Any(w => At(document, w).Any(v => v.IsBsonArray));

    public static bool MeetsEmptyArray(BsonValue document, string path) => Ways(path).Any(w => At(document, w).Any(v => v is BsonArray { Count: 0 }));

    /// <summary>The document's own array that both paths lead through.</summary>
    public static bool ShareArray(BsonValue document, string one, string other) =>
        Ways(one).Intersect(Ways(other), EqualityComparer<string[]>.Create((a, b) => a!.SequenceEqual(b!), w => w.Length)).Any(w => At(document, w).Any(v => v.IsBsonArray));

    public static bool HasPosition(string path) => Array.Exists(path.Split('.'), static p => char.IsAsciiDigit(p[0]));

    /// <summary>Takes away what is empty at the path; an array's last nulls are nothing.</summary>
    public static void RemoveEmpty(BsonDocument document, ReadOnlySpan<string> path)
    {
        if (!document.TryGetValue(path[0], out var child)) return;
        if (path.Length == 1 && child is BsonArray array)
            while (array.Count > 0 && array[^1].IsBsonNull) array.RemoveAt(array.Count - 1);
        if (path.Length > 1 && child is BsonDocument inner) RemoveEmpty(inner, path[1..]);
        else if (path.Length == 1 && child is BsonDocument { ElementCount: 0 } or BsonArray { Count: 0 }) document.Remove(path[0]);
    }

    /// <summary>The path and all that lead to it.</summary>
    private static IEnumerable<string[]> Ways(string path) => path.Split('.') is var parts ? Enumerable.Range(1, parts.Length).Select(n => parts[..n]) : [];

    private static IEnumerable<BsonValue> At(BsonValue value, string[] path) => value switch
    {
        _ when path.Length == 0 => [value],
        BsonDocument document => document.TryGetValue(path[0], out var child) ? At(child, path[1..]) : [],
        BsonArray array => int.TryParse(path[0], NumberStyles.None, CultureInfo.InvariantCulture, out var position)
            ? position < array.Count ? At(array[position], path[1..]) : []
            : array.OfType<BsonDocument>().SelectMany(d => At(d, path)),
        _ => [],
    };
}
