using MongoDB.Bson;

namespace PlanApi.EmbeddedMongo.Tests.Differential;

/// <summary>Pipelines of the stages and expressions the store accepts. They start from the _id's order, so that what takes the first or the last is decided.</summary>
internal sealed class RandomPipelines(Dice dice, RandomDocuments documents, RandomFilters filters)
{
    private static readonly string[] Fields = ["$a", "$b", "$s", "$d", "$d.x", "$d.y", "$e", "$f", "$f.x", "$missing"];

    public BsonArray Pipeline()
    {
        var stages = new BsonArray();
        if (dice.Chance(50)) stages.Add(new BsonDocument("$match", filters.Filter()));
        stages.Add(new BsonDocument("$sort", new BsonDocument("_id", 1)));
        foreach (var stage in dice.Several(1, 3, Stage))
        {
            stages.Add(stage);
            // Groups come in no order: what follows may ask for the first of them.
            if (stage.Contains("$group") || stage.Contains("$sortByCount")) stages.Add(new BsonDocument("$sort", new BsonDocument("_id", 1)));
        }
        if (dice.Chance(10)) stages.Add(new BsonDocument("$count", "n"));
        return stages;
    }

    private BsonDocument Stage() => dice.By<BsonDocument>(
        () => new("$match", filters.Filter()),
        () => new("$sort", new BsonDocument { { documents.Path(), dice.Of(1, -1) }, { "_id", 1 } }),
        () => new(dice.Of("$skip", "$limit"), dice.Next(5) + 1),
        () => new("$project", Projection()),
        () => new(dice.Of("$addFields", "$set"), Computed()),
        () => new("$unset", dice.Of<BsonValue>("a", "d.x", new BsonArray { "b", "f.x" })),
        () => new("$replaceRoot", new BsonDocument("newRoot", new BsonDocument { { "_id", "$_id" }, { "v", Expression() } })),
        () => new("$unwind", dice.Of<BsonValue>("$e", "$f", "$d.y", new BsonDocument { { "path", "$e" }, { "includeArrayIndex", "at" }, { "preserveNullAndEmptyArrays", true } })),
        () => new("$group", Group()),
        () => new("$group", Group()),
        () => new("$sortByCount", Key(dice.Of(Fields))));

    private BsonDocument Projection() => dice.By(
        () => new BsonDocument { { documents.Path(), 1 }, { "missing2", dice.Of<BsonValue>(1, true) } },
        () => new BsonDocument { { dice.Of("a", "b", "d.x", "f.x", "f.y"), 0 } },
        () => new BsonDocument { { "a", 1 }, { "v", Computation() } },
        () => new BsonDocument { { "_id", 0 }, { "v", Computation() } });

    private BsonDocument Computed() => new() { { dice.Of("v", "d.v", "f.v", "a"), Expression() } };

    /// <summary>A value to group by, never missing: DocumentDB makes two groups of documents without the field and of those whose path ends at a number.</summary>
    private static BsonDocument Key(BsonValue value) => new("$ifNull", new BsonArray { value, BsonNull.Value });

    private BsonDocument Group() => new()
    {
        { "_id", dice.By<BsonValue>(() => BsonNull.Value, () => Key("$a"), () => Key(dice.Of(Fields)), () => new BsonDocument("k", Key(dice.Of(Fields))), () => new BsonDocument { { "k", Key(dice.Of(Fields)) }, { "l", Key("$s") } }, () => Key(Expression())) },
        { "n", new BsonDocument("$sum", 1) },
        { "v", new BsonDocument(dice.Of("$sum", "$avg", "$min", "$max", "$first", "$last", "$push"), dice.By<BsonValue>(() => dice.Of(Fields), () => Expression())) },
    };

    /// <summary>An expression that a projection does not take for including or leaving out.</summary>
    public BsonValue Computation(int depth = 0) => Expression(depth) is var expression && expression.IsNumeric ? new BsonDocument("$literal", expression) : expression;

    public BsonValue Expression(int depth = 0)
    {
        if (depth >= 2 || dice.Chance(25)) return dice.By<BsonValue>(() => dice.Of(Fields), () => dice.Of(Fields), () => documents.Number(), () => new BsonDocument("$literal", documents.Value()));
        BsonValue Next() => Expression(depth + 1);
        BsonArray Two() => [Next(), Next()];
        return dice.By<BsonDocument>(
            () => new(dice.Of("$add", "$subtract", "$multiply", "$divide", "$mod"), Two()),
            () => new(dice.Of("$eq", "$ne", "$gt", "$gte", "$lt", "$lte", "$cmp"), Two()),
            () => new(dice.Of("$and", "$or"), Two()),
            () => new("$not", new BsonArray { Next() }),
            () => new("$cond", new BsonArray { Next(), Next(), Next() }),
            // The first that is there ends it (manual, $ifNull); DocumentDB evaluates the others too, so none of them may fail.
            () => new("$ifNull", new BsonArray { Next(), dice.Of(Fields) }),
            () => new("$switch", new BsonDocument { { "branches", new BsonArray { new BsonDocument { { "case", Next() }, { "then", 1 } } } }, { "default", Next() } }),
            () => new(dice.Of("$abs", "$ceil", "$floor", "$isArray", "$type", "$toString", "$toInt", "$toDouble", "$toLower", "$toBool"), Next()),
            () => new(dice.Of("$size", "$first", "$last", "$reverseArray"), dice.Of<BsonValue>("$e", "$f", "$a")),
            () => new("$arrayElemAt", new BsonArray { "$e", dice.Next(4) - 2 }),
            () => new("$slice", new BsonArray { "$e", dice.Next(5) - 2 }),
            () => new("$in", new BsonArray { Next(), dice.Of<BsonValue>("$e", new BsonArray { 1, 2, "a" }) }),
            () => new(dice.Of("$concatArrays", "$setUnion", "$setIntersection", "$setDifference"), new BsonArray { "$e", new BsonArray { 1, "a" } }),
            () => new("$concat", new BsonArray { "$s", dice.Of<BsonValue>("x", "$s", "$a") }),
            () => new("$map", new BsonDocument { { "input", "$e" }, { "as", "it" }, { "in", dice.Of<BsonValue>("$$it", new BsonDocument("$eq", new BsonArray { "$$it", 1 })) } }),
            () => new("$filter", new BsonDocument { { "input", "$e" }, { "as", "it" }, { "cond", new BsonDocument("$gt", new BsonArray { "$$it", documents.Scalar() }) } }),
            () => new("$reduce", new BsonDocument { { "input", "$e" }, { "initialValue", new BsonArray() }, { "in", new BsonDocument("$concatArrays", new BsonArray { "$$value", new BsonArray { "$$this" } }) } }),
            () => new("$let", new BsonDocument { { "vars", new BsonDocument("v", Next()) }, { "in", new BsonDocument("$eq", new BsonArray { "$$v", Next() }) } }),
            () => new("$mergeObjects", new BsonArray { "$d", new BsonDocument("q", Next()) }),
            () => new("$objectToArray", "$d"),
            () => new(dice.Of("$year", "$month", "$dayOfMonth", "$hour", "$minute", "$second", "$millisecond", "$dayOfWeek", "$dayOfYear"), new BsonDocument("$literal", dice.Of(RandomDocuments.Dates))),
            () => new("$dateToString", new BsonDocument { { "date", new BsonDocument("$literal", dice.Of(RandomDocuments.Dates)) }, { "format", dice.Of("%Y-%m-%d", "%H:%M:%S.%L", "%j") } }));
    }
}
