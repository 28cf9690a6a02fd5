using System.Globalization;
using MongoDB.Bson;
using MongoDB.Driver;

namespace PlanApi.Benchmarks.Store;

/// <summary>What is measured: 50,000 documents of 1 KB with four indexes, read and written as the modules do it.</summary>
internal sealed class StoreOperations
{
    public const string Database = "planapi-benchmark";
    private const int Documents = 50_000;
    private const int PerCode = 10;
    private static readonly string Payload = new('x', 800);
    private readonly IMongoCollection<BsonDocument> _things;
    private int _inserted = Documents;

    private StoreOperations(IMongoCollection<BsonDocument> things) => _things = things;

    public static readonly (string Name, Func<StoreOperations, int, Task> Run)[] All =
    [
        ("find by _id", static (s, i) => s.Find(new BsonDocument("_id", Id(Spread(i))), 1)),
        ("equality, 10 found", static (s, i) => s.Find(new BsonDocument("code", Code(Spread(i))), PerCode)),
        ("prefix, sort, limit 20", static (s, i) => s.Find(new BsonDocument("name", new BsonRegularExpression("^" + Name(Spread(i))[..7])), 20, new("name", 1))),
        ("range, sort, limit 20", static (s, i) => s.Find(new BsonDocument("at", new BsonDocument { { "$gte", At(Spread(i) % 40_000) }, { "$lt", At(Spread(i) % 40_000 + 5000) } }), 20, new("at", 1))),
        ("insertMany of 100", static (s, _) => s._things.InsertManyAsync(Enumerable.Range(0, 100).Select(_ => s.Next()))),
        ("insert", static (s, _) => s._things.InsertOneAsync(s.Next())),
        ("update by _id", static (s, i) => s._things.UpdateOneAsync(new BsonDocument("_id", Id(Spread(i))), new BsonDocument { { "$set", new BsonDocument("state", Code(i)) }, { "$inc", new BsonDocument("n", 1) } })),
        ("upsert", static (s, _) => s.Upsert(s.Next())),
    ];

    public static async Task<StoreOperations> On(MongoClient client)
    {
        await client.DropDatabaseAsync(Database);
        var things = client.GetDatabase(Database).GetCollection<BsonDocument>("things");
        await things.Indexes.CreateManyAsync(((string[])["{code:1}", "{name:1}", "{at:1}", "{state:1}"]).Select(k => new CreateIndexModel<BsonDocument>(k)));
        for (var from = 0; from < Documents; from += 1000)
        {
            await things.InsertManyAsync(Enumerable.Range(from, 1000).Select(Document));
        }

        return new(things);
    }

    /// <summary>The same operations on a server that has nothing.</summary>
    public static StoreOperations OnNothing(MongoClient client) => new(client.GetDatabase(Database).GetCollection<BsonDocument>("things"));

    /// <summary>One of the documents.</summary>
    public static BsonDocument Any => Document(0);

    /// <summary>Those of one document, of which the limit of any server can be told.</summary>
    public static IEnumerable<(string Name, Func<StoreOperations, int, Task> Run)> OfOne => All.Where(o => o.Name is "find by _id" or "insert" or "update by _id" or "upsert");

    private BsonDocument Next() => Document(Interlocked.Increment(ref _inserted));

    private Task Upsert(BsonDocument document) => _things.ReplaceOneAsync(new BsonDocument("_id", document["_id"]), document, new ReplaceOptions { IsUpsert = true });

    private async Task Find(BsonDocument filter, int count, BsonDocument? sort = null)
    {
        var found = await _things.Find(filter).Sort(sort).Limit(count).ToListAsync();
        if (found.Count != count)
        {
            throw new InvalidOperationException($"{filter} found {found.Count}, not {count}");
        }
    }

    private static BsonDocument Document(int number) => new() { { "_id", Id(number) }, { "code", Code(number) }, { "name", Name(number) }, { "at", At(number) }, { "state", "new" }, { "n", 0 }, { "payload", Payload } };

    /// <summary>The documents in an order that jumps about.</summary>
    private static int Spread(int number) => (int)((uint)number * 7919 % Documents);

    private static string Id(int number) => "thing/" + number.ToString("00000000", CultureInfo.InvariantCulture);

    private static string Code(int number) => "code-" + (number / PerCode).ToString("000000", CultureInfo.InvariantCulture);

    private static string Name(int number) => "name-" + number.ToString("00000000", CultureInfo.InvariantCulture);

    private static DateTime At(int number) => DateTime.UnixEpoch.AddMinutes(number);
}
