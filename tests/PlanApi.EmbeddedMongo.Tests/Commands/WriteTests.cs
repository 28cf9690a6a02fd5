using MongoDB.Bson;
using MongoDB.Driver;
using PlanApi.EmbeddedMongo.Tests.Wire;

namespace PlanApi.EmbeddedMongo.Tests.Commands;

/// <summary>insert, delete, findAndModify and bulk writes, through the driver.</summary>
public sealed class WriteTests(StoreFixture store)
{
    [Fact]
    public void An_ordered_bulk_stops_at_the_first_refusal_and_an_unordered_one_goes_on()
    {
        var ordered = store.NewCollection();
        WriteModel<BsonDocument>[] writes =
        [
            new InsertOneModel<BsonDocument>(new("_id", 1)),
            new InsertOneModel<BsonDocument>(new("_id", 1)),
            new UpdateOneModel<BsonDocument>("{_id:2}", "{$set:{a:1}}") { IsUpsert = true },
            new DeleteOneModel<BsonDocument>("{_id:1}")
        ];
        var error = Should.Throw<MongoBulkWriteException<BsonDocument>>(() => ordered.BulkWrite(writes));
        (error.WriteErrors[0].Index, error.Result.InsertedCount, error.UnprocessedRequests.Count).ShouldBe((1, 1, 2));
        ordered.Ids("{}").ShouldBe([1]);
        var unordered = store.NewCollection();
        error = Should.Throw<MongoBulkWriteException<BsonDocument>>(() => unordered.BulkWrite(writes, new BulkWriteOptions { IsOrdered = false }));
        (error.WriteErrors.Count, error.Result.InsertedCount, error.Result.DeletedCount, error.Result.Upserts.Count).ShouldBe((1, 1, 1, 1));
        unordered.Ids("{}").ShouldBe([2]);
    }

    [Fact]
    public void A_duplicate_key_names_its_index_pattern_and_value()
    {
        var things = store.NewCollection();
        things.Indexes.CreateOne(new CreateIndexModel<BsonDocument>("{'who.mail':1}", new CreateIndexOptions { Unique = true, Name = "by_mail" }));
        things.Insert("{_id:1,who:{mail:'a@x'}}");
        var error = Should.Throw<MongoWriteException>(() => things.InsertOne(Json.Doc("{_id:2,who:{mail:'a@x'}}"))).WriteError;
        error.Category.ShouldBe(ServerErrorCategory.DuplicateKey);
        error.Code.ShouldBe(11000);
        error.Message.ShouldBe($"E11000 duplicate key error collection: {things.CollectionNamespace} index: by_mail dup key: {{ who.mail: \"a@x\" }}");
        things.Insert("{_id:3,who:{mail:'b@x'}}");
        var reply = things.Database.Run("{update:'things',updates:[{q:{_id:3},u:{$set:{'who.mail':'a@x'}}}]}")["writeErrors"][0];
        reply["keyPattern"].ShouldBe(Json.Doc("{'who.mail':1}"));
        reply["keyValue"].ShouldBe(Json.Doc("{'who.mail':'a@x'}"));
        Should.Throw<MongoCommandException>(() => things.FindOneAndUpdate("{_id:3}", "{$set:{'who.mail':'a@x'}}")).Code.ShouldBe(11000);
        things.Ids("{'who.mail':'b@x'}").ShouldBe([3]);
    }

    [Fact]
    public void A_document_without_an_id_gets_one_first()
    {
        var things = store.NewCollection();
        things.Database.Run("{insert:'things',documents:[{a:1},{b:1,_id:5}]}")["n"].ShouldBe(2);
        var all = things.Find("{}").ToList();
        all[0].GetElement(0).Value.BsonType.ShouldBe(BsonType.ObjectId);
        all[1].ShouldBe(Json.Doc("{_id:5,b:1}"));
    }

    [Fact]
    public void A_document_of_more_than_16_megabytes_or_with_an_array_for_id_is_refused()
    {
        var things = store.NewCollection();
        things.Database.Run("{insert:'things',documents:[{_id:[1]}]}")["writeErrors"][0]["code"].ShouldBe(53);
        things.InsertOne(new BsonDocument { { "_id", 1 }, { "x", new BsonBinaryData(new byte[16 * 1024 * 1024 - 100]) } });
        // The driver refuses such a document by itself.
        using var raw = RawClient.SignedIn(new MongoUrl(store.ConnectionString));
        var large = new BsonArray { new BsonDocument { { "_id", 2 }, { "x", new BsonBinaryData(new byte[16 * 1024 * 1024]) } } };
        raw.Run(new() { { "insert", "things" }, { "documents", large }, { "$db", things.Database.DatabaseNamespace.DatabaseName } })["writeErrors"][0]["code"].ShouldBe(10334);
        things.Find("{_id:1}").Single()["x"].AsByteArray.Length.ShouldBe(16 * 1024 * 1024 - 100);
        things.Ids("{}").ShouldBe([1]);
    }

    [Fact]
    public void Deletes_take_one_or_all()
    {
        var things = store.NewCollection();
        things.Insert("{_id:1,a:1}", "{_id:2,a:1}", "{_id:3,a:1}", "{_id:4}");
        things.DeleteOne("{a:1}").DeletedCount.ShouldBe(1);
        things.DeleteMany("{a:1}").DeletedCount.ShouldBe(2);
        things.DeleteMany("{a:1}").DeletedCount.ShouldBe(0);
        things.Ids("{}").ShouldBe([4]);
        things.Database.Refusal("{delete:'things',deletes:[{q:{},limit:1,foo:1}],bar:1}").ShouldBe(40415);
    }

    [Fact]
    public void Find_and_modify_takes_the_first_in_its_order_and_returns_it_before_or_after()
    {
        var things = store.NewCollection();
        things.Insert("{_id:1,n:5}", "{_id:2,n:3}", "{_id:3,n:4}");
        var sort = Builders<BsonDocument>.Sort;
        things.FindOneAndUpdate("{}", "{$inc:{n:10}}", new() { Sort = sort.Ascending("n") }).ShouldBe(Json.Doc("{_id:2,n:3}"));
        things.FindOneAndUpdate("{}", "{$inc:{n:10}}", new() { Sort = sort.Descending("n"), ReturnDocument = ReturnDocument.After }).ShouldBe(Json.Doc("{_id:2,n:23}"));
        things.FindOneAndUpdate("{_id:2}", "{$set:{a:1}}", new() { Projection = "{n:1,_id:0}" }).ShouldBe(Json.Doc("{n:23}"));
        things.FindOneAndReplace("{_id:3}", Json.Doc("{r:1}"), new() { ReturnDocument = ReturnDocument.After }).ShouldBe(Json.Doc("{_id:3,r:1}"));
        things.FindOneAndDelete("{_id:1}").ShouldBe(Json.Doc("{_id:1,n:5}"));
        things.FindOneAndDelete("{_id:1}").ShouldBeNull();
        things.FindOneAndUpdate("{_id:8}", "{$set:{a:1}}", new() { IsUpsert = true }).ShouldBeNull();
        things.FindOneAndUpdate("{_id:9}", "{$set:{a:1}}", new() { IsUpsert = true, ReturnDocument = ReturnDocument.After }).ShouldBe(Json.Doc("{_id:9,a:1}"));
        things.Database.Refusal("{findAndModify:'things',query:{},remove:true,update:{a:1}}").ShouldBe(9);
    }

    [Fact]
    public async Task Of_many_that_race_for_a_state_exactly_one_wins()
    {
        var things = store.NewCollection();
        things.Insert("{_id:1,state:'open'}");
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => things.UpdateOneAsync("{_id:1,state:'open'}", new BsonDocument("$set", new BsonDocument { { "state", "taken" }, { "by", i } }))));
        outcomes.Sum(o => o.ModifiedCount).ShouldBe(1);
        await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => things.UpdateOneAsync("{_id:1}", "{$inc:{n:1}}")));
        things.Find("{_id:1}").Single()["n"].ShouldBe(200);
        var inserts = await Task.WhenAll(Enumerable.Range(0, 20).Select(async i =>
        {
            try
            {
                await things.InsertOneAsync(new BsonDocument { { "_id", "same" }, { "i", i } });
                return 1;
            }
            catch (MongoWriteException e) when (e.WriteError.Category == ServerErrorCategory.DuplicateKey)
            {
                return 0;
            }
        }));
        inserts.Sum().ShouldBe(1);
    }

    [Fact]
    public void Unacknowledged_writes_are_done_without_a_reply()
    {
        var things = store.NewCollection();
        things.WithWriteConcern(WriteConcern.Unacknowledged).InsertOne(new BsonDocument("_id", 1));
        SpinWait.SpinUntil(() => things.CountDocuments("{_id:1}") == 1, TimeSpan.FromSeconds(5)).ShouldBeTrue();
    }

    [Theory]
    [InlineData("{insert:'things',documents:[{_id:1}],writeConcern:{w:2}}", 2)]
    [InlineData("{insert:'things',documents:[{_id:1}],txnNumber:{$numberLong:'1'}}", 20)]
    [InlineData("{insert:'things',documents:[]}", 16)]
    [InlineData("{insert:'things'}", 40414)]
    [InlineData("{insert:'',documents:[{_id:1}]}", 73)]
    [InlineData("{insert:'things',documents:[{_id:1}],unknown:1}", 40415)]
    [InlineData("{update:'things',updates:[{q:{},u:{a:1},multi:true}],ordered:'x'}", 14)]
    [InlineData("{findAndModify:'things',query:{}}", 9)]
    [InlineData("{find:'things',collation:{locale:'en'}}", 238)]
    [InlineData("{find:'things',readConcern:{level:'snapshot'}}", 123)]
    [InlineData("{find:'things',tailable:true}", 2)]
    [InlineData("{find:'things',hint:'nothing'}", 0)]
    [InlineData("{nothing:1}", 59)]
    public void A_command_that_is_wrong_is_refused_with_its_code(string command, int code)
    {
        var database = store.NewDatabase();
        if (code == 0) database.Run(command)["ok"].ShouldBe(1.0);
        else database.Refusal(command).ShouldBe(code);
    }
}
