using MongoDB.Bson;

namespace PlanApi.EmbeddedMongo.Tests.Differential;

/// <summary>Commands of a scenario. Where a command takes some of the documents that match, its sort decides which.</summary>
internal sealed class RandomCommands
{
    private readonly Dice _dice;
    private readonly RandomFilters _filters;
    private readonly RandomUpdates _updates;
    private readonly RandomPipelines _pipelines;
    private int _inserted = 100;

    public RandomCommands(Dice dice)
    {
        _dice = dice;
        Documents = new RandomDocuments(dice);
        _filters = new RandomFilters(dice, Documents);
        _updates = new RandomUpdates(dice, Documents, _filters);
        _pipelines = new RandomPipelines(dice, Documents, _filters);
    }

    public RandomDocuments Documents { get; }

    public BsonDocument Of(Kind kind) => kind switch
    {
        Kind.Find => _dice.Chance(80) ? Find() : Count(),
        Kind.Update => _dice.Chance(80) ? Update() : Insert(),
        Kind.FindAndModify => FindAndModify(),
        Kind.Delete => _dice.Chance(50) ? Delete() : Insert(),
        Kind.Distinct => new() { { "distinct", Scenario.Collection }, { "key", Documents.Path() }, { "query", _filters.Filter() } },
        Kind.Aggregate => new() { { "aggregate", Scenario.Collection }, { "pipeline", _pipelines.Pipeline() }, { "cursor", new BsonDocument() } },
    };

    private BsonDocument Find()
    {
        var find = new BsonDocument { { "find", Scenario.Collection }, { "filter", _filters.Filter() } };
        if (_dice.Chance(60)) find["sort"] = Sort();
        if (find.Contains("sort") && _dice.Chance(50)) find["limit"] = _dice.Next(4) + 1;
        if (find.Contains("sort") && _dice.Chance(30)) find["skip"] = _dice.Next(3);
        if (_dice.Chance(40)) find["projection"] = Projection();
        if (_dice.Chance(20)) find["batchSize"] = 2;
        return find;
    }

    /// <summary>By one or two paths, and the _id where they are alike.</summary>
    private BsonDocument Sort()
    {
        var sort = new BsonDocument();
        foreach (var path in _dice.Several(0, 2, Documents.Path)) sort[path] = _dice.Of(1, -1);
        sort["_id"] = _dice.Of(1, -1);
        return sort;
    }

    private BsonDocument Projection() => _dice.By(
        () => new BsonDocument(_dice.Several(1, 3, () => _dice.Of("a", "b", "d.x", "f.x", "f.y.z", "e")).Distinct().ToDictionary(p => p, _ => (object)1)),
        () => new BsonDocument(_dice.Several(1, 3, () => _dice.Of("a", "b", "d.x", "f.x", "f.y.z", "e")).Distinct().ToDictionary(p => p, _ => (object)0)),
        () => new BsonDocument { { "_id", 0 }, { "a", 1 }, { "d", new BsonDocument("x", 1) } },
        () => new BsonDocument("e", new BsonDocument("$slice", _dice.Of<BsonValue>(2, -1, new BsonArray { 1, 2 }, new BsonArray { -2, 1 }))),
        () => new BsonDocument("f", new BsonDocument("$elemMatch", new BsonDocument("x", _filters.Condition()))),
        () => new BsonDocument { { "a", 1 }, { "v", _pipelines.Computation(1) } });

    private BsonDocument Count() => new() { { "count", Scenario.Collection }, { "query", _filters.Filter() } };

    private BsonDocument Insert() => new()
    {
        { "insert", Scenario.Collection },
        { "documents", new BsonArray(_dice.Several(1, 3, () => Documents.Document(_dice.Chance(75) ? ++_inserted : _dice.Next(8) + 1))) },
        { "ordered", _dice.Chance(50) },
    };

    private BsonDocument Update()
    {
        var statement = _dice.By(One, Many, Upsert);
        var update = statement["u"].AsBsonDocument;
        if (_updates.ArrayFilters(update) is { } arrayFilters) statement["arrayFilters"] = arrayFilters;
        return new() { { "update", Scenario.Collection }, { "updates", new BsonArray { statement } } };
    }

    private BsonDocument One() => new() { { "q", _filters.OfOne(_dice.Next(8) + 1) }, { "u", _updates.Update() } };

    private BsonDocument Many() => new() { { "q", _filters.Filter() }, { "u", _updates.Update() }, { "multi", true } };

    private BsonDocument Upsert() => new() { { "q", UpsertFilter() }, { "u", _updates.Update(inserting: true) }, { "upsert", true } };

    private BsonDocument UpsertFilter()
    {
        var filter = new BsonDocument("_id", ++_inserted);
        if (_dice.Chance(60)) filter[_dice.Of("b", "d.y", "k", "k.l")] = _dice.Chance(50) ? Documents.Value() : _filters.Operators();
        return _dice.Chance(20) ? new BsonDocument("$and", new BsonArray { filter }) : filter;
    }

    private BsonDocument FindAndModify()
    {
        var command = new BsonDocument { { "findAndModify", Scenario.Collection }, { "query", _filters.Filter() }, { "sort", Sort() } };
        if (_dice.Chance(20)) command["remove"] = true;
        else
        {
            var upsert = _dice.Chance(25);
            if (upsert) command["query"] = UpsertFilter();
            command["update"] = _updates.Update(upsert);
            if (upsert) command["upsert"] = true;
            if (_dice.Chance(50)) command["new"] = true;
            if (_updates.ArrayFilters(command["update"].AsBsonDocument) is { } arrayFilters) command["arrayFilters"] = arrayFilters;
        }
        if (_dice.Chance(30)) command["fields"] = new BsonDocument(_dice.Of("a", "e", "d.x"), _dice.Of(1, 0));
        return command;
    }

    private BsonDocument Delete() => new()
    {
        { "delete", Scenario.Collection },
        { "deletes", new BsonArray { _dice.Chance(50) ? new BsonDocument { { "q", _filters.OfOne(_dice.Next(8) + 1) }, { "limit", 1 } } : new BsonDocument { { "q", _filters.Filter() }, { "limit", 0 } } } },
    };
}
