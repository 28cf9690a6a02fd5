using MongoDB.Bson;

namespace PlanApi.EmbeddedMongo.Tests.Differential;

/// <summary>Filters with every operator the store accepts, and now and then one that is wrong.</summary>
internal sealed class RandomFilters(Dice dice, RandomDocuments documents)
{
    public BsonDocument Filter(int depth = 0)
    {
        if (depth < 2 && dice.Chance(20))
            return new BsonDocument(dice.Of("$and", "$or", "$nor"), new BsonArray(dice.Several(1, 3, () => Filter(depth + 1))));
        var filter = new BsonDocument();
        foreach (var path in dice.Several(1, 2, documents.Path)) filter[path] = Condition();
        return filter;
    }

    /// <summary>A filter that finds one document at most.</summary>
    public BsonDocument OfOne(int id) => dice.Chance(60) ? new BsonDocument("_id", id) : new BsonDocument("_id", id).Merge(Filter(2));

    public BsonValue Condition() => dice.Chance(35) ? documents.Value() : Operators();

    public BsonDocument Operators()
    {
        var operators = new BsonDocument();
        foreach (var (name, value) in dice.Several(1, 2, Operator)) operators[name] = value;
        return operators;
    }

    private (string Name, BsonValue Value) Operator() => dice.By<(string, BsonValue)>(
        () => (dice.Of("$eq", "$ne"), documents.Value()),
        () => (dice.Of("$gt", "$gte", "$lt", "$lte"), dice.By(documents.Number, documents.Text)),
        () => (dice.Of("$gt", "$gte", "$lt", "$lte"), Bound()),
        () => (dice.Of("$in", "$nin"), new BsonArray(dice.Several(0, 3, Bound))),
        () => ("$exists", dice.Of<BsonValue>(true, false, 1, 0)),
        () => ("$type", Type()),
        () => ("$size", dice.Next(4)),
        () => ("$mod", new BsonArray { dice.Of<BsonValue>(2, 3, 2.5), dice.Next(2) }),
        () => ("$regex", dice.Of("^a", "b", "^ab?$", "A|B", "1.")),
        () => ("$all", new BsonArray(dice.Several(1, 2, documents.Value))),
        () => ("$all", new BsonArray(dice.Several(1, 2, () => new BsonDocument("$elemMatch", Inner())))),
        () => ("$elemMatch", Inner()),
        () => ("$elemMatch", Comparisons()),
        () => ("$not", Operators()));

    /// <summary>Of one element only comparisons are asked: others bring DocumentDB's process down where an index has the field.</summary>
    private BsonDocument Comparisons()
    {
        var comparisons = new BsonDocument();
        foreach (var name in dice.Several(1, 2, () => dice.Of("$eq", "$ne", "$gt", "$gte", "$lt", "$lte"))) comparisons[name] = dice.By(documents.Number, documents.Text);
        return comparisons;
    }

    /// <summary>MinKey and MaxKey bound nothing: the manual does not say what is below the one or above the other.</summary>
    private BsonValue Bound() => documents.Value() is var value && value is BsonMinKey or BsonMaxKey ? BsonNull.Value : value;

    private BsonDocument Inner()
    {
        var inner = new BsonDocument();
        foreach (var name in dice.Several(1, 2, () => dice.Of("x", "y", "y.z"))) inner[name] = dice.Chance(60) ? documents.Scalar() : Comparisons();
        return inner;
    }

    private BsonValue Type() => dice.Of<BsonValue>("double", "string", "object", "array", "binData", "objectId", "bool", "date", "null", "regex", "int", "timestamp", "long", "decimal", "minKey", "maxKey", "number", 1, 2, 16, -1,
        new BsonArray { "int", "string" });
}
