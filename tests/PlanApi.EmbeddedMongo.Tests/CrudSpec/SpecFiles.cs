using System.Text.Json;
using MongoDB.Bson;
using PlanApi.TestKit;

namespace PlanApi.EmbeddedMongo.Tests.CrudSpec;

/// <summary>MongoDB's CRUD specification tests, in the unified test format: a file has entities, first data and tests.</summary>
internal static class SpecFiles
{
    public const string Archive = "mongo-spec/crud-unified.tgz";

    /// <summary>Every file by its name without the extension; none where the archive is absent.</summary>
    public static IReadOnlyDictionary<string, BsonDocument> All { get; } = Read();

    public static IEnumerable<BsonDocument> Tests(BsonDocument file) => file["tests"].AsBsonArray.Select(t => t.AsBsonDocument);

    private static Dictionary<string, BsonDocument> Read() => SharedData.Unpack(Archive) is { } folder
        ? Directory.EnumerateFiles(folder, "*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .ToDictionary(f => Path.GetFileNameWithoutExtension(f), f => Plain(JsonDocument.Parse(File.ReadAllBytes(f)).RootElement).AsBsonDocument)
        : [];

    /// <summary>JSON as it stands. The files hold no extended types, and <c>$type</c> or <c>$db</c> in them are fields.</summary>
    private static BsonValue Plain(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => new BsonDocument(json.EnumerateObject().Select(p => new BsonElement(p.Name, Plain(p.Value)))),
        JsonValueKind.Array => new BsonArray(json.EnumerateArray().Select(Plain)),
        JsonValueKind.String => json.GetString(),
        JsonValueKind.Number => json.TryGetInt32(out var number) ? new BsonInt32(number) : json.TryGetInt64(out var large) ? new BsonInt64(large) : new BsonDouble(json.GetDouble()),
        JsonValueKind.True or JsonValueKind.False => json.GetBoolean(),
        _ => BsonNull.Value
    };
}
