using System.Numerics;
using MongoDB.Bson;
using MongoDB.Driver;

namespace PlanApi.EmbeddedMongo.Tests.Differential;

/// <summary>What a server answers to a command, with what the two may decide for themselves made alike; and its text where it refuses, which is not compared.</summary>
internal sealed record Answer(BsonDocument Value, string Refusal)
{
    /// <summary>The second server says that it does not have it yet: there is nothing to compare with.</summary>
    public bool IsUnsupported => Value.Contains("unsupported");

    /// <summary>The codes of what was refused; none when nothing was.</summary>
    public IReadOnlyList<int> Codes { get; } = Value.GetValue("refused", new BsonArray()) switch
    {
        BsonArray errors => [.. errors.Select(e => e["code"].ToInt32())],
        var code => [code.ToInt32()],
    };
}

/// <summary>Asks, and makes alike what is left to a server: texts of errors, generated ids, times, orders nobody asked for, the sign of zero, the exponent of a decimal.</summary>
internal static class Answers
{
    /// <summary>Sends the command. After a write that was not refused as a whole, the answer has the collection too.</summary>
    public static async Task<Answer> To(IMongoDatabase database, BsonDocument command)
    {
        BsonDocument value;
        var refusal = "";
        try
        {
            var reply = await Whole(database, await database.RunCommandAsync<BsonDocument>(command));
            refusal = string.Join('\n', reply.GetValue("writeErrors", new BsonArray()).AsBsonArray.Select(e => e["errmsg"].AsString));
            value = Read(command, reply);
        }
        catch (MongoCommandException refused) when (!ServerOutage.Is(refused))
        {
            (value, refusal) = (new BsonDocument("refused", refused.Code), refused.Message);
        }
        if (refusal.Contains("not supported yet", StringComparison.Ordinal)) return new(new BsonDocument("unsupported", true), refusal);
        if (IsWrite(command)) value["collection"] = new BsonArray(await All(database));
        return new(Masked(value).AsBsonDocument, refusal);
    }

    public static bool IsWrite(BsonDocument command) => command.GetElement(0).Name is "insert" or "update" or "delete" or "findAndModify";

    public static Task<List<BsonDocument>> All(IMongoDatabase database) =>
        database.GetCollection<BsonDocument>(Scenario.Collection).Find(FilterDefinition<BsonDocument>.Empty).Sort("{_id:1}").ToListAsync();

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
        "find" => new("found", command.Contains("sort") ? reply["cursor"]["firstBatch"] : InAnyOrder(reply["cursor"]["firstBatch"].AsBsonArray)),
        "aggregate" => new("found", reply["cursor"]["firstBatch"]),
        "distinct" => new("values", InAnyOrder(reply["values"].AsBsonArray)),
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

    /// <summary>Equal to the last type (and NaN to itself, which the driver's own comparison denies).</summary>
    public static bool Same(BsonValue one, BsonValue other) => one.Canonical() == other.Canonical();

    /// <summary>The same array for the same documents, however they came.</summary>
    public static BsonArray InAnyOrder(BsonArray documents) => new(documents.OrderBy(d => d.Canonical(), StringComparer.Ordinal));

    /// <summary>The value with the fields of its documents in the order of their names.</summary>
    public static BsonValue Sorted(BsonValue value) => value switch
    {
        BsonDocument d => new BsonDocument(d.OrderBy(e => e.Name, StringComparer.Ordinal).Select(e => new BsonElement(e.Name, Sorted(e.Value)))),
        BsonArray a => new BsonArray(a.Select(Sorted)),
        _ => value,
    };

    private static BsonValue Masked(BsonValue value) => value switch
    {
        BsonDouble { Value: 0 } => 0.0,
        BsonDecimal128 d when !Decimal128.IsNaN(d.Value) && !Decimal128.IsInfinity(d.Value) => Shortest(d.Value),
        BsonDocument d => new BsonDocument(d.Select(e => new BsonElement(e.Name, Masked(e.Value)))),
        BsonArray a => new BsonArray(a.Select(Masked)),
        BsonObjectId o when !RandomDocuments.ObjectIds.Contains(o.Value) => "a generated id",
        BsonDateTime d when d.MillisecondsSinceEpoch > new BsonDateTime(new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc)).MillisecondsSinceEpoch => "now",
        _ => value,
    };

    /// <summary>The decimal with all of its digits and no zeros after them.</summary>
    private static BsonDecimal128 Shortest(Decimal128 value)
    {
        var parts = value.ToString().Split('E');
        var point = parts[0].IndexOf('.', StringComparison.Ordinal);
        var digits = BigInteger.Parse(parts[0].Replace(".", "", StringComparison.Ordinal), System.Globalization.CultureInfo.InvariantCulture);
        var exponent = (parts.Length > 1 ? int.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture) : 0) - (point < 0 ? 0 : parts[0].Length - point - 1);
        for (; !digits.IsZero && digits % 10 == 0; exponent++) digits /= 10;
        return new(Decimal128.Parse(digits.IsZero ? "0" : $"{digits}E{exponent}"));
    }
}
