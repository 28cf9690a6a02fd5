using MongoDB.Bson;
using PlanApi.EmbeddedMongo.Storage;
using PlanApi.EmbeddedMongo.Values;

namespace PlanApi.EmbeddedMongo.Query.Updates;

/// <summary>Finds the places an update's path stands for, making documents on the way where the operator creates, and applies the operator there.</summary>
internal static class PathWalker
{
    /// <summary>How many nulls an update may put in before a far position (MongoDB's limit).</summary>
    private const int MaxPadding = 1_500_000;

    public static void Apply(Modifier modifier, BsonDocument document, UpdateContext context)
    {
        if (modifier.OnlyOnInsert && !context.Inserting) return;
        if (modifier is RenameModifier rename) rename.Move(document, context);
        else Walk(modifier, document, 0, document, context);
    }

    private static void Walk(Modifier modifier, BsonValue node, int depth, BsonDocument root, UpdateContext context)
    {
        var part = modifier.Path[depth];
        if (part.StartsWith("$[", StringComparison.Ordinal))
        {
            Elements(modifier, node, depth, root, context, part[2..^1]);
            return;
        }
        if (part == "$") part = context.MatchedIndex?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? throw NothingMatched();
        switch (node)
        {
            case BsonDocument document:
                InDocument(modifier, document, part, depth, root, context);
                break;
            case BsonArray array when FieldPath.Position(part) is var index and >= 0:
                InArray(modifier, array, index, depth, root, context);
                break;
            default:
                RefuseUnreached(modifier, depth + 1, context);
                // Of all operators $unset alone finds nothing to do where its field could not be.
                if (!modifier.Removes) throw NotViable(part, modifier.Path, depth, node);
                break;
        }
    }

    private static void Elements(Modifier modifier, BsonValue node, int depth, BsonDocument root, UpdateContext context, string identifier)
    {
        if (node is not BsonArray array)
            throw CommandException.BadValue($"Cannot apply array updates to non-array element {modifier.Path[Math.Max(depth - 1, 0)]}: {ShellJson.Of(node)}");
        for (var i = 0; i < array.Count; i++)
            if (identifier.Length == 0 || context.ArrayFilters[identifier].Matches(RawValue.ToBytes(new BsonDocument(identifier, array[i]))))
                InArray(modifier, array, i, depth, root, context);
    }

    private static void InDocument(Modifier modifier, BsonDocument document, string part, int depth, BsonDocument root, UpdateContext context)
    {
        document.TryGetValue(part, out var child);
        if (depth == modifier.Path.Length - 1)
        {
            if (modifier.Removes) document.Remove(part);
            else if (modifier.Apply(child, root, context) is { } value) document[part] = value;
            return;
        }
        if (child is null)
        {
            RefuseUnreached(modifier, depth + 1, context);
            if (!modifier.Creates) return;
            document[part] = child = new BsonDocument();
        }
        Walk(modifier, child, depth + 1, root, context);
    }

    private static void InArray(Modifier modifier, BsonArray array, int index, int depth, BsonDocument root, UpdateContext context)
    {
        var there = index < array.Count;
        if (!there) RefuseUnreached(modifier, depth + 1, context);
        if (!there && !modifier.Creates) return;
        if (depth == modifier.Path.Length - 1)
        {
            // Unset leaves a hole: the others keep their positions.
            if (modifier.Removes) array[index] = BsonNull.Value;
            else if (modifier.Apply(there ? array[index] : null, root, context) is { } value) Set(array, index, value);
            return;
        }
        if (!there) Set(array, index, new BsonDocument());
        Walk(modifier, array[index], depth + 1, root, context);
    }

    /// <summary>What stands for positions needs its array and its match also where the path ends before it.</summary>
    private static void RefuseUnreached(Modifier modifier, int depth, UpdateContext context)
    {
        for (var i = depth; i < modifier.Path.Length; i++)
        {
            if (modifier.Path[i].StartsWith("$[", StringComparison.Ordinal))
                throw CommandException.BadValue($"The path '{string.Join('.', modifier.Path[..i])}' must exist in the document in order to apply array updates.");
            if (modifier.Path[i] == "$" && context.MatchedIndex is null) throw NothingMatched();
        }
    }

    private static CommandException NothingMatched() => CommandException.BadValue("The positional operator did not find the match needed from the query.");

    private static void Set(BsonArray array, int index, BsonValue value)
    {
        if (index - array.Count > MaxPadding) throw new CommandException(ErrorCode.CannotBackfillArray, $"can't backfill more than {MaxPadding} elements");
        while (array.Count <= index) array.Add(BsonNull.Value);
        array[index] = value;
    }

    public static CommandException NotViable(string part, string[] path, int depth, BsonValue node) =>
        new(ErrorCode.PathNotViable, $"Cannot create field '{part}' in element {{{(depth == 0 ? "" : path[depth - 1])}: {ShellJson.Of(node)}}}");
}
