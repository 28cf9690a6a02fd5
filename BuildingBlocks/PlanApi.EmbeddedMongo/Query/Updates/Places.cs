using System.Globalization;
using MongoDB.Bson;
using PlanApi.EmbeddedMongo.Values;

namespace PlanApi.EmbeddedMongo.Query.Updates;

/// <summary>Refuses updates whose paths, different as they are written, come to one place in a document: <c>a.$[x]</c> and <c>a.$[y]</c>.</summary>
internal sealed class Places
{
    private readonly UpdateContext _context;
    private readonly List<string> _place = [];

    private Places(UpdateContext context) => _context = context;

    public static void RefuseConflicts(IReadOnlyList<Modifier> modifiers, BsonDocument document, UpdateContext context)
    {
        if (modifiers.Count < 2 || !modifiers.Any(m => Array.Exists(m.Path, p => p.StartsWith('$')))) return;
        new Places(context).Walk([.. modifiers.Select(m => m.Path)], 0, document);
    }

    /// <summary>Goes down all paths that lead to one place at once, as long as there are two.</summary>
    private void Walk(List<string[]> paths, int depth, BsonValue? node)
    {
        if (paths.Count < 2) return;
        if (paths.Exists(p => p.Length == depth)) throw new CommandException(ErrorCode.ConflictingUpdateOperators, $"Update created a conflict at '{string.Join('.', _place)}'");
        var named = paths.Where(p => !UpdateSpec.IsArrayPart(p[depth])).GroupBy(p => Part(p[depth])).ToDictionary(g => g.Key, g => g.ToList());
        var elements = paths.FindAll(p => UpdateSpec.IsArrayPart(p[depth]));
        if (elements.Count > 0 && node is BsonArray array)
            for (var i = 0; i < array.Count; i++)
            {
                var part = i.ToString(CultureInfo.InvariantCulture);
                named.Remove(part, out var here);
                Under(part, [.. here ?? [], .. elements.Where(p => Takes(p[depth][2..^1], array[i]))], depth, array[i]);
            }
        foreach (var (part, those) in named) Under(part, those, depth, Child(node, part));
    }

    private void Under(string part, List<string[]> paths, int depth, BsonValue? child)
    {
        _place.Add(part);
        Walk(paths, depth + 1, child);
        _place.RemoveAt(_place.Count - 1);
    }

    private string Part(string part) => part == "$" ? _context.MatchedIndex?.ToString(CultureInfo.InvariantCulture) ?? part : part;

    private bool Takes(string filter, BsonValue element) => filter.Length == 0 || _context.ArrayFilters[filter].Matches(RawValue.ToBytes(new BsonDocument(filter, element)));

    private static BsonValue? Child(BsonValue? node, string part) => node switch
    {
        BsonDocument document => document.GetValue(part, null),
        BsonArray array when FieldPath.Position(part) is var at and >= 0 && at < array.Count => array[at],
        _ => null
    };
}
