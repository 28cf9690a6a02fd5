using MongoDB.Bson;
using MongoDB.Driver;

namespace PlanApi.EmbeddedMongo.Tests.Commands;

/// <summary>find with sort and cursors, count, distinct.</summary>
public sealed class ReadTests(StoreFixture store)
{
    [Fact]
    public void Values_of_all_types_sort_in_mongodbs_order()
    {
        string[] ordered =
        [
            "{$minKey:1}", "{$undefined:true}", "null", "{$numberDouble:'NaN'}", "{$numberDouble:'-Infinity'}", "-1", "0", "1.5", "{$numberLong:'2'}", "{$numberDecimal:'2.5'}", "3",
            "'a'", "'b'", "{x:1}", "{x:2}", "{$binary:{base64:'AA==',subType:'00'}}", "{$oid:'507f1f77bcf86cd799439011'}", "false", "true",
            "{$date:{$numberLong:'-5'}}", "{$date:{$numberLong:'5'}}", "{$timestamp:{t:1,i:1}}", "{$regularExpression:{pattern:'a',options:''}}", "{$maxKey:1}"
        ];
        var things = store.NewCollection();
        var shuffled = ordered.Select((v, i) => Json.Doc($"{{_id:{i},v:{v}}}")).OrderBy(d => d["_id"].AsInt32 * 7 % 24).ToList();
        things.InsertMany(shuffled);
        var expected = Enumerable.Range(0, ordered.Length).ToArray();
        things.Ids("{}", "{v:1}").ShouldBe(expected);
        things.Ids("{}", "{v:-1}").ShouldBe(expected.Reverse());
        things.Indexes.CreateOne(new CreateIndexModel<BsonDocument>("{v:1}"));
        things.Ids("{}", "{v:1}").ShouldBe(expected, "by the index");
        things.Ids("{}", "{v:-1}").ShouldBe(expected.Reverse(), "by the index, backwards");
    }

    [Fact]
    public void An_array_sorts_by_its_least_element_upwards_and_its_greatest_downwards()
    {
        var things = store.NewCollection();
        things.Insert("{_id:1,a:[5,1]}", "{_id:2,a:3}", "{_id:3,a:[]}", "{_id:4}", "{_id:5,a:[2,4]}");
        things.Ids("{}", "{a:1}").ShouldBe([3, 4, 1, 5, 2]);
        things.Ids("{}", "{a:-1}").ShouldBe([1, 5, 2, 4, 3]);
        Should.Throw<MongoCommandException>(() =>
        {
            things.Insert("{_id:9,a:[1],b:[1]}");
            things.Ids("{}", "{a:1,b:1}");
        }).Code.ShouldBe(2);
    }

    [Fact]
    public void Skip_and_limit_page_through_a_sort()
    {
        var things = store.NewCollection();
        things.InsertMany(Enumerable.Range(0, 50).Select(i => new BsonDocument { { "_id", i }, { "k", i % 5 } }));
        things.Find("{}").Sort("{k:1,_id:-1}").Skip(8).Limit(4).ToList().Select(d => d["_id"].AsInt32).ShouldBe([5, 0, 46, 41]);
        things.Find("{k:2}").Limit(3).CountDocuments().ShouldBe(3);
        things.Find("{k:2}").Skip(8).CountDocuments().ShouldBe(2);
    }

    [Fact]
    public void A_cursor_gives_its_batches_and_can_be_killed()
    {
        var things = store.NewCollection();
        things.InsertMany(Enumerable.Range(0, 1000).Select(i => new BsonDocument { { "_id", i }, { "k", i % 10 } }));
        things.Indexes.CreateOne(new CreateIndexModel<BsonDocument>("{k:1}"));
        foreach (var (filter, count) in new[] { ("{}", 1000), ("{k:{$gte:5}}", 500), ("{k:{$in:[1,3]}}", 200), ("{$or:[{k:1},{_id:{$lt:100}}]}", 190) })
            things.Find(filter, new FindOptions { BatchSize = 7 }).ToList().Select(d => d["_id"]).Distinct().Count().ShouldBe(count, filter);
        things.Find("{}", new FindOptions { BatchSize = 3 }).Sort("{k:-1,_id:1}").Limit(20).ToList().Count.ShouldBe(20);
        var first = things.Database.Run("{find:'things',batchSize:2}")["cursor"];
        var id = first["id"].AsInt64;
        id.ShouldNotBe(0);
        things.Database.Run($"{{getMore:{{$numberLong:'{id}'}},collection:'things',batchSize:5}}")["cursor"]["nextBatch"].AsBsonArray.Count.ShouldBe(5);
        things.Database.Refusal($"{{getMore:{{$numberLong:'{id}'}},collection:'others'}}").ShouldBe(13);
        things.Database.Run($"{{killCursors:'things',cursors:[{{$numberLong:'{id}'}},{{$numberLong:'77'}}]}}")["cursorsKilled"].AsBsonArray.Count.ShouldBe(1);
        things.Database.Refusal($"{{getMore:{{$numberLong:'{id}'}},collection:'things'}}").ShouldBe(43);
    }

    [Fact]
    public void A_cursor_over_a_dropped_collection_ends_with_an_error_and_not_with_a_crash()
    {
        var things = store.NewCollection();
        things.InsertMany(Enumerable.Range(0, 300).Select(i => new BsonDocument("_id", i)));
        var id = things.Database.Run("{find:'things',batchSize:2}")["cursor"]["id"].AsInt64;
        things.Database.DropCollection("things");
        things.Database.Refusal($"{{getMore:{{$numberLong:'{id}'}},collection:'things'}}").ShouldBe(175);
    }

    [Fact]
    public async Task A_read_beside_drops_and_creations_is_answered_as_before_or_after_them()
    {
        var things = store.NewCollection();
        var done = false;
        var reader = Task.Factory.StartNew(
            () =>
            {
                while (!Volatile.Read(ref done))
                {
                    things.Ids("{}").Length.ShouldBeInRange(0, 2);
                    things.CountDocuments("{a:1}").ShouldBeInRange(0, 2);
                }
            },
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        for (var i = 0; i < 300 && !reader.IsCompleted; i++)
        {
            things.Insert("{_id:1,a:1}", "{_id:2,a:1}");
            things.Indexes.CreateOne(new CreateIndexModel<BsonDocument>("{a:1}"));
            if (i % 2 == 0) things.Indexes.DropOne("a_1");
            things.Database.DropCollection("things");
        }
        Volatile.Write(ref done, true);
        await reader;
    }

    [Fact]
    public void Large_documents_fill_a_reply_up_to_its_limit_and_the_rest_follows()
    {
        var things = store.NewCollection();
        for (var i = 0; i < 5; i++) things.InsertOne(new BsonDocument { { "_id", i }, { "x", new string('x', 7 * 1024 * 1024) } });
        things.Find("{}").ToList().Select(d => d["_id"].AsInt32).ShouldBe([0, 1, 2, 3, 4]);
    }

    [Fact]
    public void Counting_and_distinct_values()
    {
        var things = store.NewCollection();
        things.Insert("{_id:1,a:1,l:[{v:1},{v:2}]}", "{_id:2,a:1.0,l:[{v:2}]}", "{_id:3,a:[1,2]}", "{_id:4}", "{_id:5,a:null}");
        things.EstimatedDocumentCount().ShouldBe(5);
        things.CountDocuments("{a:1}").ShouldBe(3);
        things.CountDocuments("{a:9}").ShouldBe(0);
        things.Distinct<BsonValue>("a", "{}").ToList().ShouldBe([BsonNull.Value, 1, 2]);
        things.Distinct<int>("l.v", "{}").ToList().ShouldBe([1, 2]);
        things.Distinct<int>("l.v", "{_id:2}").ToList().ShouldBe([2]);
        store.NewCollection().CountDocuments("{}").ShouldBe(0);
    }
}
