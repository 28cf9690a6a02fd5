using MongoDB.Bson;
using MongoDB.Driver;

namespace PlanApi.EmbeddedMongo.Tests.Storage;

/// <summary>
/// One client of a store that will be killed. It alone writes its documents, and knows what they must be: the state after all
/// acknowledged commands, with each command under way at the kill done whole or not at all.
/// </summary>
internal sealed class KilledClient(int number)
{
    private readonly SortedDictionary<int, BsonDocument> _acknowledged = [];
    private List<Change[]> _underWay = [];
    private int _next = number * 1_000_000;

    /// <summary>What a command does to one document: its new content, or none.</summary>
    private sealed record Change(int Id, BsonDocument? After);

    /// <summary>How many commands were acknowledged.</summary>
    public int Acknowledged { get; private set; }

    /// <summary>Writes until the store is gone.</summary>
    public async Task Write(IMongoCollection<BsonDocument> things, Dice dice)
    {
        try
        {
            while (true)
            {
                await (dice.Next(9) switch
                {
                    0 or 1 => Insert(things, dice),
                    2 => Update(things, dice),
                    3 => Upsert(things, dice),
                    4 => FindAndModify(things, dice),
                    5 => InsertManyUnordered(things, dice),
                    6 => UpdateMany(things, dice),
                    7 => DeleteMany(things, dice),
                    _ => Bulk(things, dice),
                });
            }
        }
        catch (Exception e) when (IsKill(e))
        {
            // Killed: the command under way may or may not have been done.
        }
    }

    /// <summary>Whether a command ended like this because the store was killed.</summary>
    public static bool IsKill(Exception e) => e is MongoConnectionException or MongoConnectionPoolPausedException or TimeoutException or OperationCanceledException;

    /// <summary>Compares what is there with what must be, and goes on from there.</summary>
    public void Check(IReadOnlyDictionary<int, BsonDocument> there)
    {
        foreach (var command in _underWay)
        {
            var done = command.Select(c => Equals(there.GetValueOrDefault(c.Id), c.After)).ToList();
            var undone = command.Select(c => Equals(there.GetValueOrDefault(c.Id), _acknowledged.GetValueOrDefault(c.Id))).ToList();
            (done.TrueForAll(d => d) || undone.TrueForAll(u => u)).ShouldBeTrue($"client {number}: a command was done in part: {string.Join(' ', command.Select(c => c.Id))}");
            if (done.TrueForAll(d => d)) Apply(command);
        }
        _underWay = [];
        var mine = there.Where(d => d.Key / 1_000_000 == number).OrderBy(d => d.Key).ToList();
        mine.Select(d => d.Key).ShouldBe(_acknowledged.Keys, $"client {number}: the documents that are there");
        foreach (var (id, document) in mine) document.ShouldBe(_acknowledged[id]);
    }

    private BsonDocument New(Dice dice, int id) => new()
    {
        { "_id", id }, { "n", id }, { "client", number }, { "count", 0 },
        { "l", new BsonArray { new BsonDocument { { "p", "a" }, { "v", id } }, new BsonDocument { { "p", "b" }, { "v", -id } } } },
        { "x", new string('x', dice.Next(1, 6000)) },
    };

    private Task Insert(IMongoCollection<BsonDocument> things, Dice dice)
    {
        var document = New(dice, ++_next);
        return Do([[new(_next, document)]], () => things.InsertOneAsync(document));
    }

    private Task Update(IMongoCollection<BsonDocument> things, Dice dice)
    {
        if (Any(dice) is not { } before) return Insert(things, dice);
        var after = Counted(before);
        after["l"].AsBsonArray.Add(new BsonDocument { { "p", "c" }, { "v", before["count"] } });
        return Do([[new(before["_id"].AsInt32, after)]], () => things.UpdateOneAsync(Id(before), new BsonDocument { { "$inc", new BsonDocument("count", 1) }, { "$push", new BsonDocument("l", after["l"].AsBsonArray[^1]) } }));
    }

    private Task Upsert(IMongoCollection<BsonDocument> things, Dice dice)
    {
        var document = dice.Next(2) == 0 && Any(dice) is { } before ? New(dice, before["_id"].AsInt32) : New(dice, ++_next);
        return Do([[new(document["_id"].AsInt32, document)]], () => things.ReplaceOneAsync(Id(document), document, new ReplaceOptions { IsUpsert = true }));
    }

    private Task FindAndModify(IMongoCollection<BsonDocument> things, Dice dice)
    {
        if (Any(dice) is not { } before) return Insert(things, dice);
        if (dice.Next(3) == 0) return Do([[new(before["_id"].AsInt32, null)]], async () => (await things.FindOneAndDeleteAsync(Id(before))).ShouldBe(before));
        var after = Counted(before);
        return Do([[new(before["_id"].AsInt32, after)]], async () => (await things.FindOneAndUpdateAsync(Id(before), "{$inc:{count:1}}", new FindOneAndUpdateOptions<BsonDocument> { ReturnDocument = ReturnDocument.After })).ShouldBe(after));
    }

    private Task InsertManyUnordered(IMongoCollection<BsonDocument> things, Dice dice)
    {
        var documents = Enumerable.Range(0, dice.Next(2, 12)).Select(_ => New(dice, ++_next)).ToList();
        var changes = documents.Select(d => new Change(d["_id"].AsInt32, d)).ToArray();
        // A document in the middle is refused by the unique index; the others are not held up.
        var refused = New(dice, ++_next);
        refused["n"] = documents[0]["n"];
        documents.Insert(documents.Count / 2 + 1, refused);
        return Do([changes], async () =>
        {
            try
            {
                await things.InsertManyAsync(documents, new InsertManyOptions { IsOrdered = false });
                throw new InvalidOperationException("The unique index let a second document in.");
            }
            catch (MongoBulkWriteException<BsonDocument> refusal)
            {
                refusal.WriteErrors.ShouldHaveSingleItem().Code.ShouldBe(11000);
            }
        });
    }

    /// <summary>Changes what an index finds the documents by.</summary>
    private Task UpdateMany(IMongoCollection<BsonDocument> things, Dice dice)
    {
        if (Any(dice) is not { } one) return Insert(things, dice);
        var (least, updated) = (one["count"], _acknowledged.Values.Where(d => d["count"] >= one["count"]).Select(Counted).ToList());
        return Do([[.. updated.Select(d => new Change(d["_id"].AsInt32, d))]],
            async () => (await things.UpdateManyAsync(Mine(least), "{$inc:{count:1}}")).ModifiedCount.ShouldBe(updated.Count));
    }

    private Task DeleteMany(IMongoCollection<BsonDocument> things, Dice dice)
    {
        // Those that were changed several times, so that some are left.
        var deleted = _acknowledged.Values.Where(d => d["count"] >= 5).Select(d => d["_id"].AsInt32).ToList();
        if (deleted.Count == 0) return Insert(things, dice);
        return Do([[.. deleted.Select(id => new Change(id, null))]], async () => (await things.DeleteManyAsync(Mine(5))).DeletedCount.ShouldBe(deleted.Count));
    }

    private BsonDocument Mine(BsonValue least) => new() { { "client", number }, { "count", new BsonDocument("$gte", least) } };

    /// <summary>The driver sends an unordered bulk as one command of each kind.</summary>
    private Task Bulk(IMongoCollection<BsonDocument> things, Dice dice)
    {
        var mine = _acknowledged.Values.OrderBy(_ => dice.Next(1000)).ToList();
        var inserted = Enumerable.Range(0, 3).Select(_ => New(dice, ++_next)).ToList();
        var updated = mine.Take(4).Select(Counted).ToList();
        var deleted = mine.Skip(4).Take(2).ToList();
        List<WriteModel<BsonDocument>> writes =
        [
            .. inserted.Select(d => new InsertOneModel<BsonDocument>(d)),
            .. updated.Select(d => new UpdateOneModel<BsonDocument>(Id(d), "{$inc:{count:1}}")),
            .. deleted.Select(d => new DeleteOneModel<BsonDocument>(Id(d))),
        ];
        return Do(
            [[.. inserted.Select(d => new Change(d["_id"].AsInt32, d))], [.. updated.Select(d => new Change(d["_id"].AsInt32, d))], [.. deleted.Select(d => new Change(d["_id"].AsInt32, null))]],
            () => things.BulkWriteAsync(writes, new BulkWriteOptions { IsOrdered = false }));
    }

    private async Task Do(List<Change[]> commands, Func<Task> write)
    {
        _underWay = commands;
        await write();
        _underWay = [];
        foreach (var command in commands) Apply(command);
        Acknowledged += commands.Count;
    }

    private void Apply(Change[] command)
    {
        foreach (var change in command)
            if (change.After is { } after) _acknowledged[change.Id] = after;
            else _acknowledged.Remove(change.Id);
    }

    private BsonDocument? Any(Dice dice) => _acknowledged.Count == 0 ? null : _acknowledged.Values.ElementAt(dice.Next(_acknowledged.Count));

    private static BsonDocument Counted(BsonDocument before)
    {
        var after = before.DeepClone().AsBsonDocument;
        after["count"] = before["count"].AsInt32 + 1;
        return after;
    }

    private static BsonDocument Id(BsonDocument document) => new("_id", document["_id"]);
}
