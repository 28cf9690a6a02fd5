using Microsoft.Extensions.Time.Testing;
using MongoDB.Bson;
using MongoDB.Driver;

namespace PlanApi.EmbeddedMongo.Tests.Commands;

/// <summary>Indexes: made, listed, dropped; unique, sparse, partial, TTL; MongoDB's limits.</summary>
public sealed class IndexTests(StoreFixture store)
{
    private static CreateIndexModel<BsonDocument> Index(string key, CreateIndexOptions<BsonDocument>? options = null) => new(key, options);

    [Fact]
    public void Indexes_are_listed_as_they_were_made_and_dropped_by_name_or_key()
    {
        var things = store.NewCollection();
        things.Indexes.CreateMany([Index("{a:1,b:-1}"), Index("{c:1}", new() { Unique = true, Sparse = true, Name = "c" }), Index("{d:1}", new() { ExpireAfter = TimeSpan.FromMinutes(1) })]);
        things.Indexes.List().ToList().ShouldBe([Json.Doc("{v:2,key:{_id:1},name:'_id_'}"), Json.Doc("{v:2,key:{a:1,b:-1},name:'a_1_b_-1'}"),
            Json.Doc("{v:2,key:{c:1},name:'c',sparse:true,unique:true}"), Json.Doc("{v:2,key:{d:1},name:'d_1',expireAfterSeconds:60.0}")]);
        things.Indexes.CreateOne(Index("{a:1,b:-1}"));
        things.Indexes.DropOne("c");
        things.Database.Run("{dropIndexes:'things',index:{d:1}}");
        things.Indexes.List().ToList().Count.ShouldBe(2);
        things.Indexes.DropAll();
        things.Indexes.List().ToList().Count.ShouldBe(1);
        things.Database.Refusal("{dropIndexes:'things',index:'nothing'}").ShouldBe(27);
        things.Database.Refusal("{dropIndexes:'things',index:'_id_'}").ShouldBe(72);
    }

    [Fact]
    public void Several_indexes_are_dropped_by_their_names_each_once()
    {
        var things = store.NewCollection();
        things.Indexes.CreateMany([Index("{a:1}"), Index("{b:1}"), Index("{c:1}")]);
        things.Database.Refusal("{dropIndexes:'things',index:['a_1','nothing']}").ShouldBe(27);
        things.Database.Refusal("{dropIndexes:'things',index:['*']}").ShouldBe(27);
        things.Database.Refusal("{dropIndexes:'things',index:[{a:1}]}").ShouldBe(14);
        things.Indexes.List().ToList().Count.ShouldBe(4);
        things.Database.Run("{dropIndexes:'things',index:['a_1','b_1','a_1']}")["nIndexesWas"].ShouldBe(4);
        things.Indexes.List().ToList().Select(i => i["name"].AsString).ShouldBe(["_id_", "c_1"]);
    }

    [Fact]
    public void A_unique_index_holds_across_array_elements_and_is_refused_over_duplicates()
    {
        var things = store.NewCollection();
        things.Indexes.CreateOne(Index("{'m.mail':1}", new() { Unique = true }));
        things.Insert("{_id:1,m:[{mail:'a'},{mail:'b'},{mail:'a'}]}");
        Should.Throw<MongoWriteException>(() => things.Insert("{_id:2,m:[{mail:'c'},{mail:'b'}]}"));
        things.Insert("{_id:3}");
        Should.Throw<MongoWriteException>(() => things.InsertOne(new BsonDocument("_id", 4))).WriteError.Category.ShouldBe(ServerErrorCategory.DuplicateKey, "two without the field");
        var others = store.NewCollection();
        others.Insert("{_id:1,a:1}", "{_id:2,a:1.0}");
        Should.Throw<MongoCommandException>(() => others.Indexes.CreateOne(Index("{a:1}", new() { Unique = true }))).Code.ShouldBe(11000);
        others.Indexes.List().ToList().Count.ShouldBe(1);
        others.Insert("{_id:3,a:1}");
    }

    [Fact]
    public void Sparse_and_partial_indexes_leave_documents_out_of_uniqueness()
    {
        var things = store.NewCollection();
        things.Indexes.CreateOne(Index("{a:1}", new() { Unique = true, Sparse = true }));
        things.Indexes.CreateOne(Index("{b:1}", new() { Unique = true, PartialFilterExpression = "{live:true}" }));
        things.Insert("{_id:1}", "{_id:2}", "{_id:3,b:1,live:true}", "{_id:4,b:1,live:false}", "{_id:5,b:1}");
        Should.Throw<MongoWriteException>(() => things.UpdateOne("{_id:4}", "{$set:{live:true}}")).WriteError.Code.ShouldBe(11000);
        things.UpdateOne("{_id:3}", "{$set:{live:false}}");
        things.UpdateOne("{_id:4}", "{$set:{live:true}}").ModifiedCount.ShouldBe(1);
        things.Ids("{b:1,live:true}").ShouldBe([4]);
        things.Ids("{b:1}").ShouldBe([3, 4, 5]);
        things.Ids("{a:null}").Length.ShouldBe(5);
    }

    [Fact]
    public void Two_arrays_in_one_compound_index_are_refused()
    {
        var things = store.NewCollection();
        things.Indexes.CreateOne(Index("{a:1,'s.v':1}"));
        things.Insert("{_id:1,a:[1,2],s:{v:1}}", "{_id:2,a:1,s:[{v:1}]}");
        Should.Throw<MongoWriteException>(() => things.Insert("{_id:3,a:[1],s:[{v:1}]}")).WriteError.Code.ShouldBe(171);
        Should.Throw<MongoWriteException>(() => things.UpdateOne("{_id:1}", "{$set:{s:[{v:2}]}}")).WriteError.Code.ShouldBe(171);
        things.Ids("{}").ShouldBe([1, 2]);
        things.Insert("{_id:4,x:[1],y:[1]}");
        Should.Throw<MongoCommandException>(() => things.Indexes.CreateOne(Index("{x:1,y:1}"))).Code.ShouldBe(171);
        things.Indexes.CreateOne(Index("{'s.v':1,'s.p':1}"));
    }

    [Fact]
    public void A_collection_has_at_most_64_indexes()
    {
        var things = store.NewCollection();
        things.Indexes.CreateMany(Enumerable.Range(0, 63).Select(i => Index($"{{f{i}:1}}")));
        Should.Throw<MongoCommandException>(() => things.Indexes.CreateOne(Index("{z:1}"))).Code.ShouldBe(67);
    }

    [Theory]
    [InlineData("{key:{a:'text'},name:'x'}", 238)]
    [InlineData("{key:{a:'2dsphere'},name:'x'}", 238)]
    [InlineData("{key:{'$**':1},name:'x'}", 238)]
    [InlineData("{key:{a:0},name:'x'}", 67)]
    [InlineData("{key:{},name:'x'}", 67)]
    [InlineData("{key:{a:1}}", 9)]
    [InlineData("{key:{a:1},name:'x',foo:1}", 197)]
    [InlineData("{key:{a:1},name:'x',partialFilterExpression:{a:{$not:{$gt:1}}}}", 67)]
    [InlineData("{key:{a:1,b:1},name:'x',expireAfterSeconds:1}", 67)]
    [InlineData("{key:{k:-1},name:'k_1'}", 86)]
    [InlineData("{key:{k:1},name:'k_1',unique:true}", 85)]
    [InlineData("{key:{k:1},name:'other'}", 85)]
    public void A_wrong_index_is_refused(string index, int code)
    {
        var things = store.NewCollection();
        things.Indexes.CreateOne(Index("{k:1}"));
        things.Database.Refusal($"{{createIndexes:'things',indexes:[{index}]}}").ShouldBe(code);
    }

    [Fact]
    public async Task A_ttl_index_deletes_what_has_expired_within_half_a_minute()
    {
        var directory = Directory.CreateTempSubdirectory("ttl-").FullName;
        var clock = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddDays(20000));
        await using (var server = await EmbeddedMongoServer.Start(directory, clock))
        {
            using var client = new MongoClient(server.ConnectionString);
            var things = client.GetDatabase("t").GetCollection<BsonDocument>("things");
            await things.Indexes.CreateOneAsync(Index("{at:1}", new() { ExpireAfter = TimeSpan.FromMinutes(5) }));
            var now = clock.GetUtcNow().UtcDateTime;
            await things.InsertManyAsync([new() { { "_id", 1 }, { "at", now } }, new() { { "_id", 2 }, { "at", now.AddMinutes(10) } }, new() { { "_id", 3 }, { "at", "never" } },
                new() { { "_id", 4 }, { "at", new BsonArray { now.AddMinutes(10), now } } }, new("_id", 5)]);
            clock.Advance(TimeSpan.FromMinutes(4));
            await Task.Delay(100);
            things.Ids("{}").ShouldBe([1, 2, 3, 4, 5]);
            clock.Advance(TimeSpan.FromSeconds(91));
            SpinWait.SpinUntil(() => things.Ids("{}").Length == 3, TimeSpan.FromSeconds(10)).ShouldBeTrue();
            things.Ids("{}").ShouldBe([2, 3, 5]);
        }
        Directory.Delete(directory, recursive: true);
    }

    [Theory]
    [InlineData("{$numberDouble:'NaN'}")]
    [InlineData("{$numberDecimal:'NaN'}")]
    public void A_time_to_live_that_is_not_a_number_is_the_longest(string seconds)
    {
        var things = store.NewCollection();
        things.Database.Run($"{{createIndexes:'things',indexes:[{{key:{{at:1}},name:'at',expireAfterSeconds:{seconds}}}]}}");
        things.Indexes.List().ToList()[1]["expireAfterSeconds"].ShouldBeExactly("2147483647");
    }

    [Fact]
    public void Collections_and_databases_are_made_listed_and_dropped()
    {
        var database = store.NewDatabase();
        database.CreateCollection("a");
        database.Refusal("{create:'a'}").ShouldBe(48);
        database.Refusal("{create:'v',viewOn:'a',pipeline:[]}").ShouldBe(238);
        database.Refusal("{create:'v',validator:{}}").ShouldBe(238);
        database.GetCollection<BsonDocument>("b.c").InsertOne(new BsonDocument());
        database.ListCollectionNames().ToList().ShouldBe(["a", "b.c"]);
        database.ListCollectionNames(new ListCollectionNamesOptions { Filter = "{name:'a'}" }).ToList().ShouldBe(["a"]);
        store.Client.ListDatabaseNames().ToList().ShouldContain(database.DatabaseNamespace.DatabaseName);
        database.DropCollection("a");
        database.DropCollection("never");
        store.Client.DropDatabase(database.DatabaseNamespace.DatabaseName);
        database.ListCollectionNames().ToList().ShouldBeEmpty();
    }

    [Fact]
    public void A_capped_collection_drops_its_oldest()
    {
        var database = store.NewDatabase();
        database.CreateCollection("capped", new() { Capped = true, MaxSize = 100_000, MaxDocuments = 3 });
        var capped = database.GetCollection<BsonDocument>("capped");
        capped.InsertMany(Enumerable.Range(0, 10).Select(i => new BsonDocument("_id", i)));
        capped.Ids("{}").ShouldBe([7, 8, 9]);
        capped.Find("{_id:1}").Any().ShouldBeFalse();
    }
}
