using System.Globalization;
using System.Text;
using MongoDB.Bson;

namespace PlanApi.EmbeddedMongo.Query.Expressions;

internal static class StringFunctions
{
    public static void Add(Action<string, int, int, Func<BsonValue?[], BsonValue?>> add)
    {
        add("$concat", 0, int.MaxValue, a => Array.Exists(a, SpecialForms.IsNullish) ? BsonNull.Value : string.Concat(a.Select(v => (v as BsonString)?.Value ?? throw new CommandException(ErrorCode.Location16702, "$concat only supports strings"))));
        add("$toLower", 1, 1, a => Text(a[0]).ToLowerInvariant());
        add("$toUpper", 1, 1, a => Text(a[0]).ToUpperInvariant());
        add("$strLenCP", 1, 1, a => a[0] is BsonString s ? s.Value.EnumerateRunes().Count() : throw new CommandException(ErrorCode.Location34471, "$strLenCP requires a string argument"));
        add("$strLenBytes", 1, 1, a => a[0] is BsonString s ? Encoding.UTF8.GetByteCount(s.Value) : throw new CommandException(ErrorCode.Location34473, "$strLenBytes requires a string argument"));
        add("$substrCP", 3, 3, a => string.Concat(Text(a[0]).EnumerateRunes().Skip(a[1]!.ToInt32()).Take(a[2]!.ToInt32())));
        add("$trim", 1, 1, a => a[0] is BsonDocument d && d.TryGetValue("input", out var input) ? SpecialForms.IsNullish(input) ? BsonNull.Value : Text(input).Trim() : throw CommandException.FailedToParse("$trim requires an input"));
        add("$split", 2, 2, a => SpecialForms.IsNullish(a[0]) || SpecialForms.IsNullish(a[1]) ? BsonNull.Value : new BsonArray(Text(a[0]).Split(Text(a[1]))));
        add("$indexOfCP", 2, 2, a => SpecialForms.IsNullish(a[0]) ? BsonNull.Value : Text(a[0]).IndexOf(Text(a[1]), StringComparison.Ordinal));
        add("$strcasecmp", 2, 2, a => Math.Sign(string.CompareOrdinal(Text(a[0]).ToUpperInvariant(), Text(a[1]).ToUpperInvariant())));
        add("$toString", 1, 1, a => Functions.Convert(a[0], ToText));
    }

    /// <summary>A value as the text functions see it: null and missing are empty.</summary>
    private static string Text(BsonValue? value) => SpecialForms.IsNullish(value) ? "" : ToText(value!).AsString;

    private static BsonString ToText(BsonValue value) => value switch
    {
        BsonString s => s,
        BsonBoolean b => b.Value ? "true" : "false",
        BsonInt32 or BsonInt64 or BsonDecimal128 => value.ToString()!,
        BsonDouble d => d.Value.ToString("R", CultureInfo.InvariantCulture),
        BsonObjectId o => o.Value.ToString(),
        BsonDateTime d => d.ToUniversalTime().ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture),
        _ => throw new CommandException(ErrorCode.Location16007, $"can't convert from BSON type {Filters.TypeNames.Of(value.BsonType)} to String")
    };
}
