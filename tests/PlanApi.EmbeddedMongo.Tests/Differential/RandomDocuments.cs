using MongoDB.Bson;

namespace PlanApi.EmbeddedMongo.Tests.Differential;

/// <summary>
/// Documents of every type the store keeps, from small pools so that values meet: numbers of all four types, missing and null,
/// arrays, arrays in arrays, arrays of documents.
/// </summary>
internal sealed class RandomDocuments(Dice dice)
{
    public static readonly ObjectId[] ObjectIds = [.. Enumerable.Range(1, 3).Select(i => new ObjectId($"65f00000000000000000000{i}"))];
    public static readonly DateTime[] Dates = [.. Enumerable.Range(1, 3).Select(i => new DateTime(2024, i, 15, 10, 20, 30, 400, DateTimeKind.Utc))];

    /// <summary>Paths that filters, updates and projections speak of: most are there in some documents.</summary>
    public static readonly string[] Paths = ["a", "b", "s", "d", "d.x", "d.y", "e", "e.0", "e.1", "f", "f.x", "f.y", "f.0.x", "f.y.z", "missing"];

    public string Path() => dice.Of(Paths);

    public BsonDocument Document(int id)
    {
        var document = new BsonDocument("_id", id);
        if (dice.Chance(85)) document["a"] = Scalar();
        if (dice.Chance(70)) document["b"] = Value();
        if (dice.Chance(70)) document["s"] = Text();
        if (dice.Chance(60)) document["d"] = dice.Chance(85) ? Inner() : Scalar();
        if (dice.Chance(70)) document["e"] = dice.Chance(85) ? Array(Scalar) : Scalar();
        if (dice.Chance(60)) document["f"] = dice.Chance(85) ? Array(() => dice.Chance(85) ? Inner() : Scalar()) : Inner();
        return document;
    }

    public BsonDocument Inner()
    {
        var inner = new BsonDocument();
        if (dice.Chance(80)) inner["x"] = Scalar();
        if (dice.Chance(50)) inner["y"] = dice.By(Scalar, () => new BsonDocument("z", Number()), () => Array(Number));
        return inner;
    }

    public BsonArray Array(Func<BsonValue> item) => new(dice.Several(0, 4, () => dice.Chance(8) ? new BsonArray(dice.Several(0, 2, item)) : item()));

    public BsonValue Value() => dice.By(Scalar, Scalar, () => Array(Scalar), Inner);

    public BsonValue Scalar() => dice.By(Number, Number, Number, Text, Text, () => BsonNull.Value, () => BsonBoolean.Create(dice.Chance(50)), Rare);

    public BsonValue Number()
    {
        var whole = dice.Next(7) - 2;
        return dice.By<BsonValue>(() => whole, () => whole, () => (long)whole, () => (double)whole, () => whole + 0.5, () => new BsonDecimal128(whole), () => new BsonDecimal128(whole + 0.5m));
    }

    public BsonValue Text() => dice.Of("", "a", "ab", "abc", "b", "B", "10", "é");

    private BsonValue Rare() => dice.By<BsonValue>(
        () => dice.Of(Dates),
        () => dice.Of(ObjectIds),
        () => new BsonBinaryData([1, (byte)dice.Next(3)]),
        () => new BsonTimestamp(dice.Next(3) + 1, 1),
        () => dice.Of(double.NaN, double.PositiveInfinity, double.NegativeInfinity, -0.0),
        () => dice.Of(int.MaxValue, int.MinValue),
        () => dice.Of(long.MaxValue, long.MinValue, 1L << 53),
        () => new BsonRegularExpression("^a"),
        () => BsonMinKey.Value,
        () => BsonMaxKey.Value);
}
