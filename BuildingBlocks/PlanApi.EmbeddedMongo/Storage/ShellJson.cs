using System.Globalization;
using MongoDB.Bson;

namespace PlanApi.EmbeddedMongo.Storage;

/// <summary>Prints values as MongoDB does in its messages: <c>{ email: "x" }</c>.</summary>
internal static class ShellJson
{
    public static string Of(BsonValue value) => value switch
    {
        BsonDocument { ElementCount: 0 } => "{}",
        BsonDocument d => "{ " + string.Join(", ", d.Select(e => $"{e.Name}: {Of(e.Value)}")) + " }",
        BsonArray { Count: 0 } => "[]",
        BsonArray a => "[ " + string.Join(", ", a.Select(Of)) + " ]",
        BsonString s => "\"" + s.Value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal) + "\"",
        BsonDouble n when double.IsFinite(n.Value) && n.Value == Math.Floor(n.Value) => n.Value.ToString("0.0", CultureInfo.InvariantCulture),
        BsonObjectId o => $"ObjectId('{o.Value}')",
        BsonDateTime d => $"new Date({d.MillisecondsSinceEpoch.ToString(CultureInfo.InvariantCulture)})",
        BsonBinaryData b => $"BinData({(int)b.SubType}, {Convert.ToHexString(b.Bytes)})",
        BsonBoolean b => b.Value ? "true" : "false",
        BsonNull => "null",
        BsonUndefined => "undefined",
        _ => value.ToString() ?? ""
    };
}
