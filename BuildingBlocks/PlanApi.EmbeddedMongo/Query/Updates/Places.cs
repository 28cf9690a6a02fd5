using System.Globalization;
using MongoDB.Bson;
using PlanApi.EmbeddedMongo.Values;

namespace PlanApi.EmbeddedMongo.Query.Updates;

/// <summary>Refuses updates whose paths, different as they are written, come to one place in a document: <c>a.$[]</c> and <c>a.0</c>.</summary>
internal static class Places
{
    public static void RefuseConflicts(IReadOnlyList<Modifier> modifiers, BsonDocument document, UpdateContext context)
    {
        if (modifiers.Count < 2 || !modifiers.Any(m => Array.Exists(m.Path, p => p.StartsWith('$')))) return;
        var taken = new List<string>();
        foreach (var modifier in modifiers)
            foreach (var place in Of(modifier.Path, document, context).ToList())
            {
                if (taken.Find(t => t == place || t.StartsWith($"{place}.", StringComparison.Ordinal) || place.StartsWith($"{t}.", StringComparison.Ordinal)) is { } other)
                    throw new CommandException(ErrorCode.ConflictingUpdateOperators, $"Update created a conflict at '{(other.Length < place.Length ? other : place)}'");
                taken.Add(place);
            }
    }

    private static IEnumerable<string> Of(ReadOnlyMemory<string> path, BsonValue? node, UpdateContext context)
    {
        if (path.Length == 0) return [""];
        var part = path.Span[0];
        if (part == "$") part = context.MatchedIndex?.ToString(CultureInfo.InvariantCulture) ?? part;
        if (!part.StartsWith("$[", StringComparison.Ordinal)) return Under(part, path[1..], Child(node, part), context);
        if (node is not BsonArray array) return [];
        var filter = part.Length > 3 ? context.ArrayFilters[part[2..^1]] : null;
        return Enumerable.Range(0, array.Count)
            .Where(i => filter is null || filter.Matches(RawValue.ToBytes(new BsonDocument(part[2..^1], array[i]))))
            .SelectMany(i => Under(i.ToString(CultureInfo.InvariantCulture), path[1..], array[i], context));
    }

    private static IEnumerable<string> Under(string part, ReadOnlyMemory<string> rest, BsonValue? child, UpdateContext context) =>
        Of(rest, child, context).Select(inner => inner.Length == 0 ? part : $"{part}.{inner}");

    private static BsonValue? Child(BsonValue? node, string part) => node switch
    {
        BsonDocument document => document.GetValue(part, null),
        BsonArray array when FieldPath.Position(part) is var at and >= 0 && at < array.Count => array[at],
        _ => null
    };
}
