using System.Globalization;
using MongoDB.Bson;

namespace PlanApi.EmbeddedMongo.Tests.Differential;

/// <summary>What a listed difference overlooks, while all else stays equal.</summary>
internal static class Likeness
{
    /// <summary>Equal but for values of which a rule says that they may differ.</summary>
    public static bool Of(BsonValue one, BsonValue other, Func<BsonValue, BsonValue, bool> mayDiffer) => (one, other) switch
    {
        (BsonDocument a, BsonDocument b) => a.Names.SequenceEqual(b.Names) && a.Zip(b).All(p => Of(p.First.Value, p.Second.Value, mayDiffer)),
        (BsonArray a, BsonArray b) => a.Count == b.Count && a.Zip(b).All(p => Of(p.First, p.Second, mayDiffer)),
        _ => Answers.Same(one, other) || mayDiffer(one, other),
    };

    /// <summary>Numbers of the same value, to the digits of a double.</summary>
    public static bool SameNumber(BsonValue one, BsonValue other) => one.IsNumeric && other.IsNumeric && one.ToDouble().Equals(other.ToDouble());

    /// <summary>Numbers by their value, whatever their type.</summary>
    public static BsonValue ByValue(BsonValue value) => value switch
    {
        BsonDocument document => new BsonDocument(document.Select(e => new BsonElement(e.Name, ByValue(e.Value)))),
        BsonArray array => new BsonArray(array.Select(ByValue)),
        BsonDouble { Value: var d } when !double.IsFinite(d) => d.ToString(CultureInfo.InvariantCulture),
        BsonDecimal128 { Value: var d } when Decimal128.IsNaN(d) || Decimal128.IsInfinity(d) => Decimal128.ToDouble(d).ToString(CultureInfo.InvariantCulture),
        { IsNumeric: true } => value.ToDecimal().ToString("0.############################", CultureInfo.InvariantCulture),
        _ => value,
    };

    /// <summary>Arrays hold the same, in any order and number.</summary>
    public static BsonValue AsSets(BsonValue value) => value switch
    {
        BsonDocument document => new BsonDocument(document.Select(e => new BsonElement(e.Name, AsSets(e.Value)))),
        BsonArray array => new BsonArray(array.Select(AsSets).DistinctBy(v => v.Canonical()).OrderBy(v => v.Canonical(), StringComparer.Ordinal)),
        _ => value,
    };

    /// <summary>Arrays hold the same, in any order.</summary>
    public static BsonValue AnyOrder(BsonValue value) => value switch
    {
        BsonDocument document => new BsonDocument(document.Select(e => new BsonElement(e.Name, AnyOrder(e.Value)))),
        BsonArray array => Answers.InAnyOrder(new BsonArray(array.Select(AnyOrder))),
        _ => value,
    };
}
