using System.Globalization;
using MongoDB.Bson;
using PlanApi.EmbeddedMongo.Storage;

namespace PlanApi.EmbeddedMongo.Query.Updates;

/// <summary>Applies an update's operator at one place, making documents on the way where the operator creates.</summary>
internal static class PathWalker
{
    /// <summary>How many nulls an update may put in before a far position (MongoDB's limit).</summary>
    private const int MaxPadding = 1_500_000;

    /// <summary>The position that a part of an update's path names in an array: unlike in a filter's path, zeros may lead it.</summary>
    public static long? Position(string part) => uint.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var position) ? position : null;

    public static void Apply(Modifier modifier, IReadOnlyList<string> place, BsonDocument document, UpdateContext context)
    {
        if (modifier is ReservedModifier || modifier.OnlyOnInsert && !context.Inserting) return;
        if (modifier is RenameModifier rename) rename.Move(document, context);
        else Walk(modifier, document, place, 0, document, context);
    }

    private static void Walk(Modifier modifier, BsonValue node, IReadOnlyList<string> place, int depth, BsonDocument root, UpdateContext context)
    {
        switch (node)
        {
            case BsonDocument document:
                InDocument(modifier, document, place, depth, root, context);
                break;
            case BsonArray array when Position(place[depth]) is { } index:
                InArray(modifier, array, index, place, depth, root, context);
                break;
            default:
                // Of all operators $unset alone finds nothing to do where its field could not be.
                if (!modifier.Removes) throw NotViable(place, depth, node);
                break;
        }
    }

    private static void InDocument(Modifier modifier, BsonDocument document, IReadOnlyList<string> place, int depth, BsonDocument root, UpdateContext context)
    {
        var part = place[depth];
        document.TryGetValue(part, out var child);
        if (depth == place.Count - 1)
        {
            if (modifier.Removes) document.Remove(part);
            else if (modifier.Apply(child, root, context) is { } value) document[part] = value;
            return;
        }
        if (child is null)
        {
            if (!modifier.Creates) return;
            document[part] = child = new BsonDocument();
        }
        Walk(modifier, child, place, depth + 1, root, context);
    }

    private static void InArray(Modifier modifier, BsonArray array, long index, IReadOnlyList<string> place, int depth, BsonDocument root, UpdateContext context)
    {
        var there = index < array.Count;
        if (!there && !modifier.Creates) return;
        if (depth == place.Count - 1)
        {
            // Unset leaves a hole: the others keep their positions.
            if (modifier.Removes) array[(int)index] = BsonNull.Value;
            else if (modifier.Apply(there ? array[(int)index] : null, root, context) is { } value) Set(array, index, value);
            return;
        }
        if (!there) Set(array, index, new BsonDocument());
        Walk(modifier, array[(int)index], place, depth + 1, root, context);
    }

    private static void Set(BsonArray array, long index, BsonValue value)
    {
        if (index - array.Count > MaxPadding) throw new CommandException(ErrorCode.CannotBackfillArray, $"can't backfill more than {MaxPadding} elements");
        while (array.Count <= index) array.Add(BsonNull.Value);
        array[(int)index] = value;
    }

    public static CommandException NotViable(IReadOnlyList<string> place, int depth, BsonValue node) =>
        new(ErrorCode.PathNotViable, $"Cannot create field '{place[depth]}' in element {{{(depth == 0 ? "" : place[depth - 1])}: {ShellJson.Of(node)}}}");
}
