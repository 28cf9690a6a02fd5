using System.Globalization;
using System.Text;
using MongoDB.Bson;
using PlanApi.EmbeddedMongo.Values;

namespace PlanApi.EmbeddedMongo.Query.Expressions;

/// <summary>The operators on strings. Positions count code points.</summary>
internal static class StringFunctions
{
    public static void Add(Action<string, int, int, Func<BsonValue?[], BsonValue?>> add)
    {
        add("$toLower", 1, 1, a => Lower(Text(a[0])));
        add("$toUpper", 1, 1, a => Upper(Text(a[0])));
        add("$strLenCP", 1, 1, a => a[0] is BsonString s ? s.Value.EnumerateRunes().Count() : throw new CommandException(ErrorCode.Location34471, $"$strLenCP requires a string argument, found: {Functions.TypeOf(a[0])}"));
        add("$strLenBytes", 1, 1, a => a[0] is BsonString s ? Encoding.UTF8.GetByteCount(s.Value) : throw new CommandException(ErrorCode.Location34473, $"$strLenBytes requires a string argument, found: {Functions.TypeOf(a[0])}"));
        add("$substrCP", 3, 3, Substring);
        add("$split", 2, 2, Split);
        add("$indexOfCP", 2, 4, IndexOf);
        add("$strcasecmp", 2, 2, a => Math.Sign(string.CompareOrdinal(Upper(Text(a[0])), Upper(Text(a[1])))));
        add("$toString", 1, 1, a => Functions.Convert(a[0], ToText));
    }

    public static BsonValue Concat(IEnumerable<BsonValue?> values)
    {
        var texts = NaryForms.UpToNull(values, v => v is BsonString text ? text.Value : throw new CommandException(ErrorCode.Location16702, $"$concat only supports strings, not {Functions.TypeOf(v)}"));
        if (texts is null) return BsonNull.Value;
        return texts.Sum(t => (long)t.Length) <= Bounded.MaxBytes ? string.Concat(texts) : throw Bounded.TooLarge();
    }

    private static BsonValue Substring(BsonValue?[] a)
    {
        var start = Functions.Whole("$substrCP: starting index", a[1], ErrorCode.Location34450, ErrorCode.Location34451);
        var length = Functions.Whole("$substrCP: length", a[2], ErrorCode.Location34452, ErrorCode.Location34453);
        if (start < 0) throw new CommandException(ErrorCode.Location34455, "$substrCP: the starting index must be nonnegative integer.");
        if (length < 0) throw new CommandException(ErrorCode.Location34454, "$substrCP: length must be a nonnegative integer.");
        return string.Concat(Text(a[0]).EnumerateRunes().Skip(start).Take(length));
    }

    private static BsonValue Split(BsonValue?[] a)
    {
        if (SpecialForms.IsNullish(a[0]) || SpecialForms.IsNullish(a[1])) return BsonNull.Value;
        if (a[0] is not BsonString text) throw new CommandException(ErrorCode.Location40085, $"$split requires an expression that evaluates to a string as a first argument, found: {Functions.TypeOf(a[0])}");
        if (a[1] is not BsonString by) throw new CommandException(ErrorCode.Location40086, $"$split requires an expression that evaluates to a string as a second argument, found: {Functions.TypeOf(a[1])}");
        if (by.Value.Length == 0) throw new CommandException(ErrorCode.Location40087, "$split requires a non-empty separator");
        return new BsonArray(text.Value.Split(by.Value));
    }

    private static BsonValue IndexOf(BsonValue?[] a)
    {
        if (SpecialForms.IsNullish(a[0])) return BsonNull.Value;
        if (a[0] is not BsonString text) throw new CommandException(ErrorCode.Location40093, $"$indexOfCP requires a string as the first argument, found: {Functions.TypeOf(a[0])}");
        if (a[1] is not BsonString sought) throw new CommandException(ErrorCode.Location40094, $"$indexOfCP requires a string as the second argument, found: {Functions.TypeOf(a[1])}");
        var (start, end) = Functions.Window("$indexOfCP", a);
        Rune[] within = [.. text.Value.EnumerateRunes()], part = [.. sought.Value.EnumerateRunes()];
        for (var i = start; i + part.Length <= Math.Min(end, within.Length); i++)
            if (within.AsSpan(i, part.Length).SequenceEqual(part)) return i;
        return -1;
    }

    /// <summary>$trim, $ltrim and $rtrim. Without characters to take away, white space goes.</summary>
    public static BsonValue Trim(BsonValue? input, BsonValue? characters, bool hasCharacters, bool left, bool right)
    {
        if (SpecialForms.IsNullish(input) || hasCharacters && SpecialForms.IsNullish(characters)) return BsonNull.Value;
        if (input is not BsonString text) throw new CommandException(ErrorCode.Location50699, $"$trim requires its input to be a string, got {Functions.TypeOf(input)} instead.");
        if (hasCharacters && characters is not BsonString) throw new CommandException(ErrorCode.Location50700, $"$trim requires 'chars' to be a string, got {Functions.TypeOf(characters)} instead.");
        bool Goes(Rune rune) => hasCharacters ? characters!.AsString.EnumerateRunes().Contains(rune) : rune.Value == 0 || Rune.IsWhiteSpace(rune);
        var runes = text.Value.EnumerateRunes().ToList();
        var (from, to) = (0, runes.Count);
        while (left && from < to && Goes(runes[from])) from++;
        while (right && to > from && Goes(runes[to - 1])) to--;
        return string.Concat(runes[from..to]);
    }

    /// <summary>A value as the text functions see it: null and missing are empty. Booleans and ids are no texts here, as they are to $toString.</summary>
    private static string Text(BsonValue? value) =>
        SpecialForms.IsNullish(value) ? ""
        : value is not (BsonBoolean or BsonObjectId) && ToText(value!) is { } text ? text.Value
        : throw new CommandException(ErrorCode.Location16007, $"can't convert from BSON type {Functions.TypeOf(value)} to String");

    /// <summary>MongoDB changes the case of ASCII letters only.</summary>
    private static string Lower(string text) => string.Concat(text.Select(c => char.IsAsciiLetterUpper(c) ? char.ToLowerInvariant(c) : c));

    private static string Upper(string text) => string.Concat(text.Select(c => char.IsAsciiLetterLower(c) ? char.ToUpperInvariant(c) : c));

    /// <summary>Null for what has no text.</summary>
    private static BsonString? ToText(BsonValue value) => value switch
    {
        BsonString s => s,
        BsonBoolean b => b.Value ? "true" : "false",
        BsonInt32 or BsonInt64 or BsonDecimal128 => value.ToString()!,
        BsonDouble d => Number(d.Value),
        BsonObjectId o => o.Value.ToString(),
        BsonDateTime d => DateFunctions.Moment(d).ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture),
        _ => null
    };

    private static string Number(double value)
    {
        var text = value.ToString("R", CultureInfo.InvariantCulture).Replace('E', 'e');
        return double.IsFinite(value) ? text : double.IsNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity";
    }
}
