using MongoDB.Bson;
using PlanApi.EmbeddedMongo.Values;

namespace PlanApi.EmbeddedMongo.Query.Filters;

/// <summary>The names and numbers of BSON types, as $type takes and gives them.</summary>
internal static class TypeNames
{
    private static readonly Dictionary<string, BsonType> ByName = new(StringComparer.Ordinal)
    {
        ["double"] = BsonType.Double,
        ["string"] = BsonType.String,
        ["object"] = BsonType.Document,
        ["array"] = BsonType.Array,
        ["binData"] = BsonType.Binary,
        ["undefined"] = BsonType.Undefined,
        ["objectId"] = BsonType.ObjectId,
        ["bool"] = BsonType.Boolean,
        ["date"] = BsonType.DateTime,
        ["null"] = BsonType.Null,
        ["regex"] = BsonType.RegularExpression,
        ["javascript"] = BsonType.JavaScript,
        ["symbol"] = BsonType.Symbol,
        ["javascriptWithScope"] = BsonType.JavaScriptWithScope,
        ["int"] = BsonType.Int32,
        ["timestamp"] = BsonType.Timestamp,
        ["long"] = BsonType.Int64,
        ["decimal"] = BsonType.Decimal128,
        ["minKey"] = BsonType.MinKey,
        ["maxKey"] = BsonType.MaxKey
    };

    private static readonly Dictionary<BsonType, string> ByType = ByName.ToDictionary(p => p.Value, p => p.Key);

    public static string Of(BsonType type) => ByType.GetValueOrDefault(type, "missing");

    public static List<BsonType> Parse(RawValue operand)
    {
        var types = new List<BsonType>();
        foreach (var item in operand.IsArray ? operand.Values() : [operand]) Add(item, types);
        return types.Count > 0 ? types : throw CommandException.FailedToParse("$type must match at least one type");
    }

    private static void Add(RawValue item, List<BsonType> types)
    {
        if (item.IsString)
        {
            if (item.Text == "number") types.AddRange([BsonType.Int32, BsonType.Int64, BsonType.Double, BsonType.Decimal128]);
            else types.Add(ByName.TryGetValue(item.Text, out var named) ? named : throw CommandException.BadValue($"Unknown type name alias: {item.Text}"));
            return;
        }
        if (!item.IsNumber) throw CommandException.TypeMismatch("type must be represented as a number or a string");
        var number = item.View.ToDouble();
        var type = number == -1 ? BsonType.MinKey : (BsonType)(byte)Math.Clamp(number, 0, 254);
        types.Add(ByType.ContainsKey(type) && (number == (int)type || number == -1) ? type : throw CommandException.BadValue($"Invalid numerical type code: {number}"));
    }
}
