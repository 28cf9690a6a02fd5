using MongoDB.Bson;
using PlanApi.EmbeddedMongo.Values;

namespace PlanApi.EmbeddedMongo.Query.Expressions;

/// <summary>Sets a computed field at a dotted path, as $addFields does: documents on the way are made, and in arrays, however deep, every element gets the field.</summary>
internal static class FieldSetter
{
    /// <summary>The parts of a path, none of them empty or with a dollar in front.</summary>
    public static string[] Split(string path)
    {
        if (path.Length == 0) throw new CommandException(ErrorCode.Location40352, "FieldPath cannot be constructed with empty string");
        if (path.EndsWith('.')) throw new CommandException(ErrorCode.Location40353, "FieldPath must not end with a '.'.");
        var parts = FieldPath.Split(path);
        foreach (var part in parts)
        {
            if (part.Length == 0) throw new CommandException(ErrorCode.Location15998, "FieldPath field names may not be empty strings.");
            if (part.StartsWith('$')) throw new CommandException(ErrorCode.Location16410, "FieldPath field names may not start with '$'. Consider using $getField or $setField.");
        }
        return parts;
    }

    /// <summary>Sets the value; a missing one takes the field away, and still makes the documents on the way. It is computed where it is set: for an empty array on the way not at all.</summary>
    public static void Set(BsonDocument document, ReadOnlySpan<string> path, Func<BsonValue?> value)
    {
        if (path.Length == 1)
        {
            if (value() is not { } computed) document.Remove(path[0]);
            else document[path[0]] = computed;
            return;
        }
        document[path[0]] = Within(document.GetValue(path[0], null), path[1..], value);
    }

    private static BsonValue Within(BsonValue? child, ReadOnlySpan<string> path, Func<BsonValue?> value)
    {
        if (child is BsonArray array)
        {
            for (var i = 0; i < array.Count; i++) array[i] = Within(array[i], path, value);
            return array;
        }
        var inner = child as BsonDocument ?? [];
        Set(inner, path, value);
        return inner;
    }

    /// <summary>Takes a field away; the rest stays.</summary>
    public static void Remove(BsonValue node, ReadOnlySpan<string> path)
    {
        if (node is BsonArray array)
        {
            foreach (var element in array) Remove(element, path);
            return;
        }
        if (node is not BsonDocument document) return;
        if (path.Length == 1) document.Remove(path[0]);
        else if (document.TryGetValue(path[0], out var child)) Remove(child, path[1..]);
    }
}
