using System.Numerics;
using MongoDB.Bson;

namespace PlanApi.EmbeddedMongo.Tests.Semantics;

/// <summary>MongoDB's comparison order and path matching as the manual tells them, written a second time and as plainly as can be, to compare the store with.</summary>
internal static class ReferenceMatch
{
    private static readonly BsonType[][] Brackets =
    [
        [BsonType.MinKey], [BsonType.Undefined], [BsonType.Null], [BsonType.Int32, BsonType.Int64, BsonType.Double, BsonType.Decimal128], [BsonType.String, BsonType.Symbol], [BsonType.Document],
        [BsonType.Array], [BsonType.Binary], [BsonType.ObjectId], [BsonType.Boolean], [BsonType.DateTime], [BsonType.Timestamp], [BsonType.RegularExpression], [BsonType.MaxKey]
    ];

    public static int Bracket(BsonValue value) => Array.FindIndex(Brackets, b => b.Contains(value.BsonType));

    /// <summary>Comparison/Sort Order: by type bracket, then by value.</summary>
    public static int Compare(BsonValue a, BsonValue b)
    {
        if (Bracket(a) != Bracket(b)) return Bracket(a).CompareTo(Bracket(b));
        return (a, b) switch
        {
            ({ IsNumeric: true }, { IsNumeric: true }) => Number(a).CompareTo(Number(b)),
            (BsonString x, BsonString y) => string.CompareOrdinal(x.Value, y.Value),
            (BsonBoolean x, BsonBoolean y) => x.Value.CompareTo(y.Value),
            (BsonDateTime x, BsonDateTime y) => x.MillisecondsSinceEpoch.CompareTo(y.MillisecondsSinceEpoch),
            (BsonObjectId x, BsonObjectId y) => x.Value.CompareTo(y.Value),
            (BsonBinaryData x, BsonBinaryData y) => (x.Bytes.Length, x.SubType) == (y.Bytes.Length, y.SubType) ? x.Bytes.AsSpan().SequenceCompareTo(y.Bytes) : (x.Bytes.Length, x.SubType).CompareTo((y.Bytes.Length, y.SubType)),
            (BsonArray x, BsonArray y) => x.Zip(y, Compare).FirstOrDefault(o => o != 0) is var order && order != 0 ? order : x.Count.CompareTo(y.Count),
            (BsonDocument x, BsonDocument y) => x.Elements.Zip(y.Elements, Elements).FirstOrDefault(o => o != 0) is var order && order != 0 ? order : x.ElementCount.CompareTo(y.ElementCount),
            _ => 0
        };
    }

    private static int Elements(BsonElement a, BsonElement b)
    {
        var order = Bracket(a.Value).CompareTo(Bracket(b.Value));
        if (order == 0) order = string.CompareOrdinal(a.Name, b.Name);
        return order != 0 ? order : Compare(a.Value, b.Value);
    }

    /// <summary>A number on a scale that keeps every value the tests use apart; NaN is least.</summary>
    private static (int Kind, BigInteger Millionths) Number(BsonValue value) => value switch
    {
        BsonDouble d when double.IsNaN(d.Value) => (0, 0),
        BsonDouble d when double.IsNegativeInfinity(d.Value) => (1, 0),
        BsonDouble d when double.IsPositiveInfinity(d.Value) => (3, 0),
        BsonDecimal128 d when Decimal128.IsNaN(d.Value) => (0, 0),
        BsonDouble d => (2, new BigInteger((decimal)d.Value * 1_000_000m)),
        BsonDecimal128 d => (2, new BigInteger(Decimal128.ToDecimal(d.Value) * 1_000_000m)),
        _ => (2, new BigInteger(value.ToInt64()) * 1_000_000)
    };

    /// <summary>What a dotted path leads to, for a condition: through arrays to each document in them, and a last array's elements before itself. Null stands for missing.</summary>
    public static IEnumerable<BsonValue?> Values(BsonValue? value, string[] path)
    {
        if (path.Length == 0)
        {
            if (value is BsonArray elements)
                foreach (var element in elements) yield return element;
            yield return value;
        }
        else if (value is BsonDocument document)
        {
            foreach (var inner in Values(document.GetValue(path[0], null), path[1..])) yield return inner;
        }
        else if (value is BsonArray array)
        {
            foreach (var element in array.OfType<BsonDocument>())
                foreach (var inner in Values(element, path)) yield return inner;
            if (int.TryParse(path[0], out var at) && at < array.Count)
            {
                if (path.Length == 1) yield return array[at];
                else if (array[at] is not BsonDocument and not BsonArray) yield break;
                else
                    foreach (var inner in Values(array[at], path[1..])) yield return inner;
            }
        }
        else yield return null;
    }

    public static bool Matches(BsonDocument document, string path, string comparison, BsonValue operand) => comparison switch
    {
        "$ne" => !Matches(document, path, "$eq", operand),
        "$nin" => !Matches(document, path, "$in", operand),
        "$in" => operand.AsBsonArray.Any(o => Matches(document, path, "$eq", o)),
        "$exists" => operand.AsBoolean == Values(document, path.Split('.')).Any(v => v is not null),
        _ => Values(document, path.Split('.')).Any(v => One(v, comparison, operand))
    };

    /// <summary>A value of another type bracket never matches, save that null equals missing and undefined. No number compares with NaN.</summary>
    private static bool One(BsonValue? value, string comparison, BsonValue operand)
    {
        if (operand is BsonNull) return value is null or BsonNull or BsonUndefined && comparison is not ("$gt" or "$lt");
        if (value is null || Bracket(value) != Bracket(operand)) return false;
        var order = Compare(value, operand);
        if (IsNaN(value) || IsNaN(operand)) return order == 0 && comparison is not ("$gt" or "$lt");
        return comparison switch { "$eq" => order == 0, "$gt" => order > 0, "$gte" => order >= 0, "$lt" => order < 0, _ => order <= 0 };
    }

    private static bool IsNaN(BsonValue value) => value.IsNumeric && Number(value).Kind == 0;
}
