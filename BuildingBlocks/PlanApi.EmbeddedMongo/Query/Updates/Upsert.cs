using MongoDB.Bson;
using PlanApi.EmbeddedMongo.Query.Filters;

namespace PlanApi.EmbeddedMongo.Query.Updates;

/// <summary>The document an upsert starts from: what the filter says must be equal.</summary>
internal static class Upsert
{
    public static BsonDocument Make(Filter filter, UpdateSpec update, DateTimeOffset now)
    {
        var start = new BsonDocument();
        foreach (var condition in filter.Conjuncts()) AddEquality(start, condition, update.IsReplacement);
        var made = update.Apply(start, matchedIndex: null, inserting: true, now);
        if (!made.Contains("_id")) made.InsertAt(0, new BsonElement("_id", ObjectId.GenerateNewId(now.UtcDateTime)));
        return made;
    }

    private static void AddEquality(BsonDocument start, Filter condition, bool idOnly)
    {
        if (condition is OrFilter { Branches: [var only] })
        {
            foreach (var inner in only.Conjuncts()) AddEquality(start, inner, idOnly);
            return;
        }
        if (condition is not PathFilter path) return;
        var value = path.Predicate switch
        {
            ComparePredicate { Comparison: Comparison.Equal } equal => equal.Operand.ToBsonValue(),
            InPredicate { Operands: [var single], Expressions.Count: 0 } => single.ToBsonValue(),
            _ => null
        };
        if (value is null || idOnly && path.Path.Dotted != "_id") return;
        if (start.Contains(path.Path.Dotted)) throw new CommandException(ErrorCode.NotSingleValueField, $"cannot infer query fields to set, path '{path.Path.Dotted}' is matched twice");
        BsonDocument node = start;
        var parts = path.Path.Dotted.Split('.');
        foreach (var part in parts[..^1])
        {
            if (!node.TryGetValue(part, out var child)) node[part] = child = new BsonDocument();
            node = child as BsonDocument ?? throw new CommandException(ErrorCode.NotSingleValueField, $"cannot infer query fields to set, both paths '{path.Path.Dotted}' and a prefix of it are matched");
        }
        if (node.Contains(parts[^1])) throw new CommandException(ErrorCode.NotSingleValueField, $"cannot infer query fields to set, path '{path.Path.Dotted}' is matched twice");
        node[parts[^1]] = value;
    }
}
