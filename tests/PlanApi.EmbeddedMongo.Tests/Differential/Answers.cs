using System.Globalization;
using MongoDB.Bson;
using MongoDB.Driver;

namespace PlanApi.EmbeddedMongo.Tests.Differential;

/// <summary>What a server answers to a command, with what the two may decide for themselves made alike: texts of errors, generated ids, times, and orders nobody asked for.</summary>
internal static class Answers
{
    /// <summary>Sends the command. After a write that was not refused as a whole, the answer has the collection too.</summary>
    public static async Task<BsonDocument> To(IMongoDatabase database, BsonDocument command)
    {
        BsonDocument answer;
        try
        {
            answer = Read(command, await Whole(database, await database.RunCommandAsync<BsonDocument>(command)));
        }
        catch (MongoCommandException refusal) when (refusal.Message.Contains("not supported yet", StringComparison.Ordinal))
        {
            return new BsonDocument("unsupported", true);
        }
        catch (MongoCommandException refusal) when (!ServerOutage.Is(refusal))
        {
            answer = new BsonDocument("refused", refusal.Code);
        }
        if (command.GetElement(0).Name is "insert" or "update" or "delete" or "findAndModify")
            answer["collection"] = new BsonArray(await database.GetCollection<BsonDocument>(Scenario.Collection).Find(FilterDefinition<BsonDocument>.Empty).Sort("{_id:1}").ToListAsync());
        return (answer.Contains("collection") ? Sorted(Masked(answer)) : Masked(answer)).AsBsonDocument;
    }

    /// <summary>The reply with its cursor read to the end.</summary>
    private static async Task<BsonDocument> Whole(IMongoDatabase database, BsonDocument reply)
    {
        if (!reply.TryGetValue("cursor", out var cursor)) return reply;
        var documents = cursor["firstBatch"].AsBsonArray;
        for (var id = cursor["id"].ToInt64(); id != 0;)
        {
            var next = (await database.RunCommandAsync<BsonDocument>(new BsonDocument { { "getMore", id }, { "collection", Scenario.Collection }, { "batchSize", 3 } }))["cursor"];
            documents.AddRange(next["nextBatch"].AsBsonArray);
            id = next["id"].ToInt64();
        }
        return reply;
    }

    private static BsonDocument Read(BsonDocument command, BsonDocument reply) => command.GetElement(0).Name switch
    {
        "find" => new("found", Ordered(command.Contains("sort"), reply["cursor"]["firstBatch"].AsBsonArray)),
        "aggregate" => new("found", reply["cursor"]["firstBatch"]),
        "distinct" => new("values", Ordered(false, reply["values"].AsBsonArray)),
        "findAndModify" => new() { { "value", reply.GetValue("value", BsonNull.Value) }, { "last", LastError(reply["lastErrorObject"].AsBsonDocument) } },
        "insert" or "update" or "delete" => Written(reply),
        "count" => new("n", reply["n"].ToInt64()),
        _ => [],
    };

    private static BsonDocument LastError(BsonDocument last) => new()
    {
        { "n", last.GetValue("n", 0).ToInt32() }, { "updatedExisting", last.GetValue("updatedExisting", false) }, { "upserted", last.GetValue("upserted", BsonNull.Value) },
    };

    private static BsonDocument Written(BsonDocument reply) => new()
    {
        { "n", reply["n"].ToInt32() },
        { "modified", reply.GetValue("nModified", 0).ToInt32() },
        { "upserted", reply.GetValue("upserted", new BsonArray()) },
        { "refused", new BsonArray(reply.GetValue("writeErrors", new BsonArray()).AsBsonArray.Select(e => new BsonDocument { { "index", e["index"].ToInt32() }, { "code", e["code"].ToInt32() } })) },
    };

    private static BsonArray Ordered(bool asItIs, BsonArray documents) =>
        asItIs ? documents : InAnyOrder(documents);

    /// <summary>Equal to the last type (and NaN to itself, which the driver's own comparison denies).</summary>
    public static bool Same(BsonValue one, BsonValue other) => one.Canonical() == other.Canonical();

    /// <summary>The same array for the same documents, however they came.</summary>
    public static BsonArray InAnyOrder(BsonArray documents) => new(documents.OrderBy(d => d.Canonical(), StringComparer.Ordinal));

    /// <summary>
    /// New fields come in the order of their names (manual, "Update Operator Processing Order"); DocumentDB adds them as the update has them. What updates made is compared
    /// without that order.
    /// </summary>
    public static BsonValue Sorted(BsonValue value) => value switch
    {
        BsonDocument d => new BsonDocument(d.OrderBy(e => e.Name, StringComparer.Ordinal).Select(e => new BsonElement(e.Name, Sorted(e.Value)))),
        BsonArray a => new BsonArray(a.Select(Sorted)),
        _ => value,
    };

    /// <summary>The sign of zero and the exponent of a decimal are not part of a value.</summary>
    private static BsonValue Masked(BsonValue value) => value switch
    {
        BsonDouble { Value: 0 } => 0.0,
        BsonDecimal128 d when !Decimal128.IsNaN(d.Value) && !Decimal128.IsInfinity(d.Value) => new BsonDecimal128(decimal.Parse(Decimal128.ToDecimal(d.Value).ToString("0.############################", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture) + 0m),
        BsonDocument d => new BsonDocument(d.Select(e => new BsonElement(e.Name, Masked(e.Value)))),
        BsonArray a => new BsonArray(a.Select(Masked)),
        BsonObjectId o when !RandomDocuments.ObjectIds.Contains(o.Value) => "a generated id",
        BsonDateTime d when d.MillisecondsSinceEpoch > new BsonDateTime(new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc)).MillisecondsSinceEpoch => "now",
        _ => value,
    };
}
