using CsCheck;
using MongoDB.Bson;
using MongoDB.Driver;
using PlanApi.EmbeddedMongo.Query.Filters;
using PlanApi.EmbeddedMongo.Values;

namespace PlanApi.EmbeddedMongo.Tests.Planning;

/// <summary>Whatever indexes there are, a query finds what testing every document finds.</summary>
public sealed class IndexedQueriesTests(StoreFixture store)
{
    private static readonly Gen<BsonValue> Scalar = Gen.Frequency(
        (6, Gen.Int[0, 4].Select(i => (BsonValue)i)),
        (2, Gen.OneOfConst<BsonValue>("a", "ab", "abc", "b", "")),
        (1, Gen.OneOfConst<BsonValue>(BsonNull.Value, true, false, 1.5, 2.0, 3L, double.NaN, new BsonDateTime(5), new BsonDocument("p", 1))));

    private static readonly Gen<BsonValue> Value = Gen.Frequency(
        (5, Scalar),
        (2, Scalar.Array[0, 3].Select(a => (BsonValue)new BsonArray(a))));

    private static readonly Gen<BsonValue> Entries =
        Gen.Frequency((4, Gen.Select(Scalar, Value, (p, v) => (BsonValue)new BsonDocument { { "p", p }, { "v", v } })), (1, Scalar))
            .Array[0, 3].Select(a => (BsonValue)new BsonArray(a));

    private static readonly Gen<BsonDocument> Document = Gen.Select(Gen.Bool, Value, Gen.Bool, Scalar, Gen.Frequency((4, Entries), (1, Scalar)), Gen.Int[0, 3],
        (hasA, a, hasB, b, s, skip) =>
        {
            var document = new BsonDocument();
            if (hasA) document["a"] = a;
            if (hasB) document["b"] = b;
            if (skip > 0) document["s"] = s;
            return document;
        });

    private static readonly Gen<BsonDocument> Leaf = Gen.OneOf(
        Scalar.Select(v => new BsonDocument("$eq", v)),
        Gen.Select(Gen.OneOfConst("$lt", "$lte", "$gt", "$gte", "$ne"), Scalar, (op, v) => new BsonDocument(op, v)),
        Scalar.Array[0, 3].Select(v => new BsonDocument("$in", new BsonArray(v))),
        Scalar.Array[1, 2].Select(v => new BsonDocument("$all", new BsonArray(v))),
        Gen.Select(Scalar, Scalar, (x, y) => new BsonDocument { { "$gte", x }, { "$lt", y } }),
        Gen.Select(Scalar, Scalar, (x, y) => new BsonDocument("$elemMatch", new BsonDocument { { "$gte", x }, { "$lte", y } })),
        Gen.Bool.Select(b => new BsonDocument("$exists", b)),
        Gen.OneOfConst("^a", "^ab", "b", "^").Select(r => new BsonDocument("$regex", r)),
        Scalar.Array[0, 2].Select(v => new BsonDocument("$eq", new BsonArray(v))));

    private static readonly Gen<BsonDocument> Condition = Gen.OneOf(
        Gen.Select(Gen.OneOfConst("a", "b", "s.p", "s.v", "s"), Leaf, (path, leaf) => new BsonDocument(path, leaf)),
        Gen.Select(Leaf, Leaf, (p, v) => new BsonDocument("s", new BsonDocument("$elemMatch", new BsonDocument { { "p", p }, { "v", v } }))));

    private static readonly Gen<BsonDocument> Query = Gen.OneOf(
        Condition,
        Condition.Array[2, 3].Select(all => new BsonDocument("$and", new BsonArray(all))),
        Gen.Select(Condition, Condition.Array[1, 3], (first, any) => new BsonDocument { { "$and", new BsonArray { first } }, { "$or", new BsonArray(any) } }),
        Condition.Array[1, 3].Select(any => new BsonDocument("$or", new BsonArray(any))));

    private static readonly string[] Indexes =
        ["{a:1}", "{b:-1}", "{a:1,b:1}", "{b:1,a:-1}", "{'s.p':1,'s.v':1}", "{b:1,'s.v':-1,'s.p':1}", "{'s.v':1}", "{s:1}", "{a:1,_id:1}", "{'s.v':1,b:1,_id:1}"];

    private static readonly (string Key, string Partial)[] Partials =
        [("{b:1,a:1}", "{b:{$gte:2}}"), ("{a:1}", "{b:{$exists:true}}"), ("{'s.p':1}", "{b:{$in:[1,2]}}")];

    [Fact]
    public void A_query_finds_the_same_documents_through_indexes_as_by_looking_at_each()
    {
        Gen.Select(Document.Array[1, 25], Gen.Shuffle(Indexes), Gen.Int[0, 4], Gen.Int[-1, 2], Gen.Bool, Query.Array[25], Gen.OneOfConst("{}", "{b:1}", "{b:-1,_id:1}", "{a:1,b:-1}", "{_id:-1}"))
            .Sample((documents, indexes, count, partial, sparse, queries, sort) =>
            {
                var things = store.NewCollection();
                for (var i = 0; i < documents.Length; i++) documents[i]["_id"] = i % 3 == 0 ? i : $"d\0{i}";
                // Half before and half after the indexes are made.
                things.InsertMany(documents.Take(documents.Length / 2 + 1));
                foreach (var index in indexes.Take(count)) TryIndex(things, index, new() { Sparse = sparse });
                if (partial >= 0) TryIndex(things, Partials[partial].Key, new CreateIndexOptions<BsonDocument> { PartialFilterExpression = Partials[partial].Partial, Name = "partial" });
                var kept = documents.Take(documents.Length / 2 + 1).Concat(documents.Skip(documents.Length / 2 + 1).Where(d => TryInsert(things, d))).ToList();
                foreach (var query in queries)
                {
                    var filter = FilterParser.Parse(RawValue.From(query));
                    var expected = kept.Where(d => filter.Matches(RawValue.ToBytes(d))).Select(d => d["_id"]).Order(Order).ToList();
                    var found = things.Find(query).Sort(sort).ToList();
                    found.Select(d => d["_id"]).Order(Order).ToList().ShouldBe(expected, $"{query} with {string.Join(' ', indexes.Take(count))}");
                    var ids = things.Find(query).Sort(sort).Project<BsonDocument>("{_id:1}").ToList();
                    ids.ForEach(d => d.ElementCount.ShouldBe(1));
                    ids.Select(d => d["_id"]).Order(Order).ToList().ShouldBe(expected, $"ids of {query} with {string.Join(' ', indexes.Take(count))}");
                    things.CountDocuments(query).ShouldBe(expected.Count, $"count of {query}");
                    if (sort == "{b:-1,_id:1}") found.Select(d => d["_id"]).ShouldBe(found.OrderByDescending(d => d.GetValue("b", BsonNull.Value), Order).ThenBy(d => d["_id"]).Select(d => d["_id"]), $"order of {query}");
                }
                things.Database.Client.DropDatabase(things.Database.DatabaseNamespace.DatabaseName);
            }, iter: 60, threads: 2);
    }

    private static readonly Comparer<BsonValue> Order = Comparer<BsonValue>.Create((x, y) => BsonOrder.Compare(x, y));

    private static void TryIndex(IMongoCollection<BsonDocument> things, string key, CreateIndexOptions<BsonDocument> options)
    {
        try
        {
            things.Indexes.CreateOne(new CreateIndexModel<BsonDocument>(key, options));
        }
        catch (MongoCommandException e) when (e.Code == 171)
        {
            // The documents hold two arrays that this index cannot have.
        }
    }

    private static bool TryInsert(IMongoCollection<BsonDocument> things, BsonDocument document)
    {
        try
        {
            things.InsertOne(document);
            return true;
        }
        catch (MongoWriteException e) when (e.WriteError.Code == 171)
        {
            return false;
        }
    }
}
