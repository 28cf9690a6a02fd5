using MongoDB.Bson;

namespace PlanApi.EmbeddedMongo.Tests.Differential;

/// <summary>Updates with every operator the store accepts; paths clash and meet the wrong types often enough to be refused at times.</summary>
internal sealed class RandomUpdates(Dice dice, RandomDocuments documents, RandomFilters filters)
{
    private static readonly string[] Targets = [.. RandomDocuments.Paths, "n", "n.m", "e.5", "f.$[].x", "e.$[]", "e.$[i]", "f.$[i].x", "e.$", "f.$.x"];

    public BsonDocument Update(bool inserting = false)
    {
        if (dice.Chance(12)) return documents.Document(0).Without("_id");
        var update = new BsonDocument();
        foreach (var (name, path, value) in dice.Several(1, 3, () => Operator(inserting)))
        {
            if (!update.Contains(name)) update[name] = new BsonDocument();
            update[name].AsBsonDocument[path] = value;
        }
        return update;
    }

    /// <summary>Filters for the identifiers that the update's paths name; null when it names none.</summary>
    public BsonArray? ArrayFilters(BsonDocument update)
    {
        if (!update.ToString().Contains("$[i]", StringComparison.Ordinal)) return null;
        return [update.ToString().Contains("$[i].", StringComparison.Ordinal)
            ? new BsonDocument("i.x", filters.Condition())
            : new BsonDocument("i", dice.Chance(50) ? documents.Scalar() : new BsonDocument(dice.Of("$gt", "$lte", "$ne"), documents.Scalar()))];
    }

    private string Target(bool inserting) => inserting ? dice.Of("n", "n.m", "a", "d.x", "e.0") : dice.Of(Targets);

    private (string Name, string Path, BsonValue Value) Operator(bool inserting)
    {
        var path = Target(inserting);
        return dice.By<(string, string, BsonValue)>(
            () => ("$set", path, documents.Value()),
            () => ("$set", path, documents.Value()),
            () => ("$setOnInsert", Target(inserting: true), documents.Value()),
            () => ("$unset", path, ""),
            () => ("$inc", path, documents.Number()),
            () => ("$mul", path, documents.Number()),
            () => (dice.Of("$min", "$max"), path, documents.Scalar()),
            () => ("$rename", dice.Of("a", "b", "d.x", "e", "missing"), dice.Of("b", "n", "d.y", "n.m")),
            () => ("$currentDate", dice.Of("n", "a", "d.x"), true),
            () => ("$push", dice.Of("e", "f.y", "n", path), dice.Chance(50) ? documents.Value() : Each()),
            () => ("$push", "f", EachSorted()),
            () => ("$addToSet", dice.Of("e", "f", path), dice.Chance(50) ? documents.Value() : new BsonDocument("$each", new BsonArray(dice.Several(0, 3, documents.Value)))),
            () => ("$pull", dice.Of("e", path), dice.Chance(50) ? documents.Value() : filters.Operators()),
            () => ("$pull", "f", new BsonDocument("x", filters.Condition())),
            () => ("$pullAll", dice.Of("e", path), new BsonArray(dice.Several(0, 3, documents.Value))),
            () => ("$pop", dice.Of("e", "f", path), dice.Of(1, -1)));
    }

    private BsonDocument Each()
    {
        var each = new BsonDocument("$each", new BsonArray(dice.Several(0, 3, documents.Scalar)));
        if (dice.Chance(40)) each["$position"] = dice.Next(6) - 2;
        if (dice.Chance(40)) each["$slice"] = dice.Next(6) - 2;
        if (dice.Chance(30)) each["$sort"] = dice.Of(1, -1);
        return each;
    }

    private BsonDocument EachSorted() => new()
    {
        { "$each", new BsonArray(dice.Several(0, 2, documents.Inner)) },
        { "$sort", new BsonDocument(dice.Of("x", "y.z"), dice.Of(1, -1)) },
        { "$slice", dice.Next(8) - 3 },
    };
}
