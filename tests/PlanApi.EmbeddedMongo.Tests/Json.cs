using MongoDB.Bson;
using MongoDB.Driver;

namespace PlanApi.EmbeddedMongo.Tests;

/// <summary>Short ways of writing documents and commands in tests.</summary>
internal static class Json
{
    public static BsonDocument Doc(string json) => BsonDocument.Parse(json);

    public static BsonValue Value(string json) => Doc($"{{v:{json}}}")["v"];

    /// <summary>Types and all: 1 and 1.0 are written differently.</summary>
    public static string Canonical(this BsonValue value) => value.ToJson(new() { OutputMode = MongoDB.Bson.IO.JsonOutputMode.CanonicalExtendedJson });

    /// <summary>Compares the types of numbers as well.</summary>
    public static void ShouldBeExactly(this BsonValue actual, string expected) => actual.Canonical().ShouldBe(Value(expected).Canonical());

    public static BsonDocument Run(this IMongoDatabase database, string command) => database.RunCommand<BsonDocument>(Doc(command));

    /// <summary>The error code that the command is refused with.</summary>
    public static int Refusal(this IMongoDatabase database, string command) =>
        Should.Throw<MongoCommandException>(() => database.Run(command)).Code;

    public static void Insert(this IMongoCollection<BsonDocument> things, params string[] documents)
    {
        if (documents is [var one]) things.InsertOne(Doc(one));
        else things.InsertMany(documents.Select(Doc));
    }

    /// <summary>The _ids that a filter finds, in the order found.</summary>
    public static int[] Ids(this IMongoCollection<BsonDocument> things, string filter, string sort = "{}", string? hint = null) =>
        [.. things.Find(Doc(filter), new FindOptions { Hint = hint is null ? null : Doc(hint) }).Sort(sort).Project("{_id:1}").ToEnumerable().Select(d => d["_id"].ToInt32())];

    /// <summary>A document after an update.</summary>
    public static BsonDocument After(this IMongoCollection<BsonDocument> things, string update, string filter = "{_id:1}", string[]? arrayFilters = null)
    {
        var options = new UpdateOptions { ArrayFilters = arrayFilters?.Select(f => (ArrayFilterDefinition)new BsonDocumentArrayFilterDefinition<BsonDocument>(Doc(f))).ToList() };
        things.UpdateOne(Doc(filter), Doc(update), options);
        return things.Find(Doc("{_id:1}")).Single();
    }
}
