using System.Buffers.Binary;
using MongoDB.Bson;
using PlanApi.EmbeddedMongo.Values;
using PlanApi.EmbeddedMongo.Wire;

namespace PlanApi.EmbeddedMongo.Tests.Wire;

/// <summary>Spoils a frame: its bytes, its lengths, its opcode; or its documents, which stay BSON and come as far as the commands.</summary>
internal static class Mutation
{
    private static readonly int[] Lengths = [0, 1, -1, 4, 5, 15, 16, 127, 255, 65535, 16 * 1024 * 1024, 48_000_001, int.MaxValue, int.MinValue];

    private static readonly Func<Dice, BsonValue>[] Plain =
    [
        _ => BsonNull.Value, _ => BsonMinKey.Value, _ => BsonMaxKey.Value, _ => BsonUndefined.Value, _ => new BsonArray(), _ => new BsonDocument(), _ => true,
        d => Lengths[d.Next(Lengths.Length)], d => (long)Lengths[d.Next(Lengths.Length)] << 20, _ => double.NaN, _ => double.PositiveInfinity, _ => -0.0, _ => 1e300,
        _ => long.MinValue, _ => Decimal128.MaxValue, _ => Decimal128.QNaN, _ => "", _ => "$", _ => "$a", _ => "$$ROOT", _ => "a.b.0.$[].$.c", _ => "\0", _ => new string('.', 300), _ => "^(a+)+$",
        _ => new BsonRegularExpression("(", "xi"), _ => new BsonRegularExpression("^te", "zz"), _ => new BsonTimestamp(0), _ => new BsonDateTime(long.MaxValue), _ => new BsonDateTime(long.MinValue),
        _ => ObjectId.Empty, _ => new BsonBinaryData([], BsonBinarySubType.UserDefined), _ => new BsonJavaScript("x"), _ => new BsonJavaScriptWithScope("x", []),
        d => Nested(d.Next(1, 170), array: false), d => Nested(d.Next(1, 170), array: true), d => new BsonArray(Enumerable.Range(0, d.Next(2000)).Select(i => (BsonValue)i)),
        d => string.Join('.', Enumerable.Repeat("a", d.Next(5000))), d => new string('x', d.Next(100_000)),
    ];

    private static readonly Func<Dice, BsonValue>[] Values =
    [
        .. Plain, d => new BsonDocument(Operator(d), Plain[d.Next(Plain.Length)](d)), d => new BsonDocument { { Operator(d), new BsonArray { "$a", Plain[d.Next(Plain.Length)](d) } } }
    ];

    private static readonly string[] Operators =
        ["$eq", "$in", "$nin", "$gt", "$and", "$or", "$nor", "$not", "$elemMatch", "$all", "$size", "$regex", "$options", "$type", "$mod", "$exists", "$set", "$inc", "$mul", "$push", "$pull", "$rename", "$each", "$slice", "$sort", "$position",
        "$bit", "$unset", "$min", "$concat", "$cond", "$map", "$filter", "$reduce", "$let", "$switch", "$range", "$arrayElemAt", "$substrCP", "$split", "$dateToString", "$toInt", "$toDate", "$toString", "$divide", "$subtract", "$mergeObjects", "$arrayToObject", "$literal",
        "$match", "$group", "$unwind", "$limit", "$skip", "$project", "$count", "$addFields", "$replaceRoot", "a", "l", "", "_id", "a.b", "l.0.p"];

    private static string Operator(Dice dice) => Operators[dice.Next(Operators.Length)];

    private static BsonValue Nested(int depth, bool array)
    {
        BsonValue value = 1;
        for (var i = 0; i < depth; i++) value = array ? new BsonArray { value } : new BsonDocument("a", value);
        return value;
    }

    public static byte[] Of(byte[] frame, IReadOnlyList<byte[]> others, Dice dice) => dice.Next(10) < 6 && Documents(frame, dice) is { } spoiled ? spoiled : Bytes(frame, others, dice);

    private static byte[] Bytes(byte[] frame, IReadOnlyList<byte[]> others, Dice dice)
    {
        var bytes = frame.ToList();
        for (var times = dice.Next(1, 4); times > 0; times--)
        {
            var at = dice.Next(bytes.Count);
            switch (dice.Next(8))
            {
                case 0: bytes[at] ^= (byte)(1 << dice.Next(8)); break;
                case 1: bytes[at] = (byte)dice.Next(256); break;
                case 2: Write(bytes, at, Lengths[dice.Next(Lengths.Length)]); break;
                case 3: bytes.RemoveRange(at, Math.Min(dice.Next(1, 40), bytes.Count - at)); break;
                case 4: bytes.InsertRange(at, bytes.GetRange(at, Math.Min(dice.Next(1, 40), bytes.Count - at))); break;
                case 5: bytes.InsertRange(at, others[dice.Next(others.Count)].Skip(16).Take(dice.Next(1, 60))); break;
                case 6: Write(bytes, 12, new[] { 1, 2001, 2004, 2006, 2010, 2012, 2013, dice.Next(int.MaxValue) }[dice.Next(8)]); break;
                default: Write(bytes, 16, dice.Next(1 << 18)); break;
            }
            if (bytes.Count == 0) bytes.Add(0);
        }
        // More often than not the frame's own length is right, so that what lies inside is looked at.
        if (dice.Next(4) > 0) Write(bytes, 0, bytes.Count);
        return [.. bytes];
    }

    private static void Write(List<byte> bytes, int at, int value)
    {
        var number = BitConverter.GetBytes(value);
        for (var i = 0; i < 4 && at + i < bytes.Count; i++) bytes[at + i] = number[i];
    }

    /// <summary>Changes values and names in the command and puts it back into its frame; null when it is no OP_MSG.</summary>
    private static byte[]? Documents(byte[] frame, Dice dice)
    {
        if (BinaryPrimitives.ReadInt32LittleEndian(frame.AsSpan(12)) != 2013) return null;
        var message = WireMessage.Parse(frame);
        var body = message.Body.ToBsonDocument();
        foreach (var (name, documents) in message.Sequences) body[name] = new BsonArray(documents.Select(d => RawValue.ToBson(d.Span)));
        for (var times = dice.Next(1, 4); times > 0; times--) Change(body, dice);
        byte[] payload = [0, 0, 0, 0, 0, .. RawValue.ToBytes(body)];
        return [.. BitConverter.GetBytes(payload.Length + 16), .. frame.AsSpan(4, 12), .. payload];
    }

    private static void Change(BsonValue node, Dice dice)
    {
        switch (node)
        {
            case BsonDocument { ElementCount: > 0 } document:
                var at = dice.Next(document.ElementCount);
                var element = document.GetElement(at);
                if (element.Value is BsonDocument or BsonArray && dice.Next(4) > 0) Change(element.Value, dice);
                else if (dice.Next(5) == 0)
                {
                    document.RemoveAt(at);
                    var name = Operator(dice);
                    if (!document.Contains(name)) document.InsertAt(at, new BsonElement(name, element.Value));
                }
                else document.SetElement(at, new BsonElement(element.Name, Values[dice.Next(Values.Length)](dice)));
                break;
            case BsonArray { Count: > 0 } array:
                var index = dice.Next(array.Count);
                if (array[index] is BsonDocument or BsonArray && dice.Next(4) > 0) Change(array[index], dice);
                else array[index] = Values[dice.Next(Values.Length)](dice);
                break;
        }
    }
}
