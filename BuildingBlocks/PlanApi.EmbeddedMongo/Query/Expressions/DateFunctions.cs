using System.Globalization;
using MongoDB.Bson;

namespace PlanApi.EmbeddedMongo.Query.Expressions;

/// <summary>Parts of dates, in UTC; time zones are refused.</summary>
internal static class DateFunctions
{
    public static void Add(Action<string, int, int, Func<BsonValue?[], BsonValue?>> add)
    {
        void Part(string name, Func<DateTime, int> part) => add(name, 1, 1, a => Date(a[0]) is { } date ? part(date) : BsonNull.Value);
        Part("$year", d => d.Year);
        Part("$month", d => d.Month);
        Part("$dayOfMonth", d => d.Day);
        Part("$dayOfYear", d => d.DayOfYear);
        Part("$dayOfWeek", d => (int)d.DayOfWeek + 1);
        Part("$hour", d => d.Hour);
        Part("$minute", d => d.Minute);
        Part("$second", d => d.Second);
        Part("$millisecond", d => d.Millisecond);
        add("$toDate", 1, 1, a => Functions.Convert(a[0], v => v switch
        {
            BsonDateTime d => d,
            BsonString s => new BsonDateTime(DateTime.Parse(s.Value, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal)),
            BsonObjectId o => new BsonDateTime(o.Value.CreationTime),
            BsonInt64 or BsonDouble or BsonDecimal128 => new BsonDateTime(checked((long)v.ToDouble())),
            _ => null
        }));
    }

    public const string IsoFormat = "%Y-%m-%dT%H:%M:%S.%LZ";

    /// <summary>The point in time of a date or an object id; null of null.</summary>
    public static DateTime? Date(BsonValue? value) => value switch
    {
        BsonDateTime d => Moment(d),
        BsonObjectId o => o.Value.CreationTime,
        BsonDocument => throw CommandException.NotImplemented("a time zone in a date expression"),
        _ when SpecialForms.IsNullish(value) => null,
        _ => throw new CommandException(ErrorCode.Location16006, $"can't convert from BSON type {Filters.TypeNames.Of(value!.BsonType)} to Date")
    };

    /// <summary>A date's year, day and so on; those beyond the years 1 to 9999 are refused.</summary>
    public static DateTime Moment(BsonDateTime date) =>
        date.IsValidDateTime ? date.ToUniversalTime() : throw CommandException.NotImplemented("a date outside the years 1 to 9999 in an expression");

    /// <summary>$dateToString's formats.</summary>
    public static BsonValue Format(DateTime date, string format)
    {
        var text = new System.Text.StringBuilder();
        for (var i = 0; i < format.Length; i++)
        {
            if (format[i] != '%' || i + 1 == format.Length) text.Append(format[i]);
            else text.Append(Specifier(format[++i], date));
        }
        return text.ToString();
    }

    private static string Specifier(char specifier, DateTime date) => specifier switch
    {
        'Y' => date.Year.ToString("0000", CultureInfo.InvariantCulture),
        'm' => date.ToString("MM", CultureInfo.InvariantCulture),
        'd' => date.ToString("dd", CultureInfo.InvariantCulture),
        'H' => date.ToString("HH", CultureInfo.InvariantCulture),
        'M' => date.ToString("mm", CultureInfo.InvariantCulture),
        'S' => date.ToString("ss", CultureInfo.InvariantCulture),
        'L' => date.ToString("fff", CultureInfo.InvariantCulture),
        'j' => date.DayOfYear.ToString("000", CultureInfo.InvariantCulture),
        '%' => "%",
        _ => throw new CommandException(ErrorCode.Location18536, "Invalid format character in format string")
    };
}
