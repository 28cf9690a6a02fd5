using CsCheck;
using MongoDB.Bson;
using MongoDB.Driver;

namespace PlanApi.EmbeddedMongo.Tests.Semantics;

/// <summary>Random documents and conditions: the store finds and sorts what the manual's rules, written a second time, say; with and without an index.</summary>
public sealed class ComparisonTests(StoreFixture store)
{
    private static readonly Gen<BsonValue> Scalar = Gen.OneOf(
        Gen.Int[-2, 3].Select(i => (BsonValue)i),
        Gen.Long[-2, 3].Select(i => (BsonValue)i),
        Gen.Int[-4, 6].Select(i => (BsonValue)(i / 2.0)),
        Gen.Int[-4, 6].Select(i => (BsonValue)new BsonDecimal128(new Decimal128(i / 2m))),
        Gen.OneOfConst("", "a", "ab", "b").Select(s => (BsonValue)s),
        Gen.OneOfConst<BsonValue>(BsonNull.Value, BsonNull.Value, true, false, double.NaN, double.PositiveInfinity, double.NegativeInfinity, new BsonDateTime(0), new BsonDateTime(-1),
            new ObjectId("507f1f77bcf86cd799439011"), long.MaxValue, BsonUndefined.Value, new BsonDecimal128(Decimal128.QNaN)));

    private static readonly Gen<BsonValue> Any = Gen.Recursive<BsonValue>((depth, nested) => depth >= 3 ? Scalar : Gen.Frequency(
        (4, Scalar),
        (2, nested.Array[0, 3].Select(a => (BsonValue)new BsonArray(a))),
        (2, Gen.Select(Gen.OneOfConst("a", "b"), nested).Array[0, 2].Select(fields => (BsonValue)new BsonDocument(fields.DistinctBy(f => f.Item1).Select(f => new BsonElement(f.Item1, f.Item2)))))));

    private static readonly Gen<BsonDocument[]> Documents = Gen.Select(Gen.Bool, Any).Array[1, 12]
        .Select(values => values.Select((v, i) => v.Item1 || v.Item2.IsBsonDocument ? new BsonDocument { { "_id", i }, { "a", v.Item2 } } : new BsonDocument { { "_id", i }, { "a", new BsonDocument("b", v.Item2) } }).ToArray());

    private static readonly Gen<(string Path, string Comparison, BsonValue Operand)> Condition = Gen.OneOf(
        Gen.Select(Gen.OneOfConst("a", "a.b", "a.a", "a.0", "a.b.a", "a.1.b", "z"), Gen.OneOfConst("$eq", "$ne", "$gt", "$gte", "$lt", "$lte"), Any),
        Gen.Select(Gen.OneOfConst("a", "a.b", "a.b.0"), Gen.OneOfConst("$in", "$nin"), Any.Array[1, 3].Select(a => (BsonValue)new BsonArray(a))),
        Gen.Select(Gen.OneOfConst("a", "a.b", "a.0", "a.b.a"), Gen.Const("$exists"), Gen.Bool.Select(b => (BsonValue)b)));

    [Fact]
    public void A_condition_finds_what_the_rules_say()
    {
        var things = store.NewCollection();
        Gen.Select(Documents, Condition.Array[4]).Sample((documents, conditions) =>
        {
            // $eq and others do not take undefined, and an operand that is a document of operators would not be an operand.
            conditions = [.. conditions.Where(c => !c.Operand.ToJson().Contains("undefined"))];
            things.DeleteMany("{}");
            things.InsertMany(documents);
            var filters = conditions.Select(c => new BsonDocument(c.Path, new BsonDocument(c.Comparison, c.Operand))).ToList();
            var expected = conditions.Select(c => documents.Where(d => ReferenceMatch.Matches(d, c.Path, c.Comparison, c.Operand)).Select(d => d["_id"].AsInt32).ToArray()).ToList();
            var found = filters.ConvertAll(f => Ids(things, f));
            for (var i = 0; i < filters.Count; i++) found[i].ShouldBe(expected[i], $"{filters[i]} of {new BsonArray(documents)}");
        }, iter: 150, threads: 1);
    }

    private static int[] Ids(IMongoCollection<BsonDocument> things, BsonDocument filter) => [.. things.Find(filter).ToList().Select(d => d["_id"].AsInt32).Order()];

    [Fact]
    public void A_sort_orders_by_the_least_or_the_greatest_value()
    {
        var (plain, indexed) = (store.NewCollection(), store.NewCollection());
        indexed.Indexes.CreateOne(new CreateIndexModel<BsonDocument>("{'a.b':1}"));
        Documents.Sample(documents =>
        {
            foreach (var things in new[] { plain, indexed })
            {
                things.DeleteMany("{}");
                things.InsertMany(documents);
                foreach (var direction in new[] { 1, -1 })
                {
                    var places = things.Find("{}").Sort(new BsonDocument("a.b", direction)).ToList().Select(d => Place(d, direction)).ToList();
                    for (var i = 1; i < places.Count; i++)
                        (ReferenceMatch.Compare(places[i - 1], places[i]) * direction).ShouldBeLessThanOrEqualTo(0, $"{direction}: {places[i - 1]} before {places[i]}");
                }
            }
        }, iter: 60, threads: 1);
    }

    /// <summary>What a document sorts by: of an array its elements, of an empty one undefined; missing is null.</summary>
    private static BsonValue Place(BsonDocument document, int direction)
    {
        var keys = Keys(document["a"]).Select(k => k is BsonUndefined ? BsonUndefined.Value : k).ToList();
        keys.Sort((x, y) => ReferenceMatch.Compare(x, y) * direction);
        return keys[0];
    }

    private static IEnumerable<BsonValue> Keys(BsonValue a) => a switch
    {
        BsonArray { Count: 0 } => [BsonNull.Value],
        BsonArray array => array.SelectMany(e => e is BsonDocument ? Keys(e) : [BsonNull.Value]),
        BsonDocument d when d.TryGetValue("b", out var b) => b switch { BsonArray { Count: 0 } => [BsonUndefined.Value], BsonArray values => values, _ => [b] },
        _ => [BsonNull.Value]
    };
}
