using MongoDB.Bson;
using MongoDB.Driver;

namespace PlanApi.EmbeddedMongo.Tests.Planning;

/// <summary>Which index a query takes and how much it looks at, told by explain.</summary>
public sealed class ExplainTests(StoreFixture store)
{
    private IMongoCollection<BsonDocument> Resources()
    {
        var resources = store.NewCollection();
        resources.InsertMany(Enumerable.Range(0, 600).Select(i => new BsonDocument
        {
            { "_id", i }, { "owner", i % 3 }, { "type", i % 2 == 0 ? "Claim" : "Note" }, { "date", i % 100 }, { "name", $"n{i:000}" },
            { "s", new BsonArray { new BsonDocument { { "p", "code" }, { "v", i % 20 } }, new BsonDocument { { "p", "status" }, { "v", i % 60 == 0 ? "rare" : "usual" } } } }
        }).Select(d => d["_id"] == 7 ? d.Add("state", "pending") : d));
        foreach (var key in (string[])["{owner:1,type:1,'s.p':1,'s.v':1}", "{owner:1,type:1,date:-1,_id:1}", "{name:1}"]) resources.Indexes.CreateOne(new CreateIndexModel<BsonDocument>(key));
        // No document has an array there yet; one has what an $elemMatch would find in an array.
        resources.InsertOne(new BsonDocument { { "_id", 600 }, { "links", new BsonDocument("until", 4) } });
        resources.Indexes.CreateOne(new CreateIndexModel<BsonDocument>("{'links.until':1}", new CreateIndexOptions { Sparse = true }));
        resources.Indexes.CreateOne(new CreateIndexModel<BsonDocument>("{state:1}", new CreateIndexOptions<BsonDocument> { PartialFilterExpression = "{state:{$exists:true}}" }));
        return resources;
    }

    [Theory]
    [InlineData("{_id:5}", "{}", 0, "IXSCAN", "_id_", 1)]
    [InlineData("{_id:{$in:[1,2,3,9999]}}", "{}", 0, "IXSCAN", "_id_", 3)]
    [InlineData("{_id:{$in:[]},name:'n005'}", "{}", 0, "IXSCAN", "_id_", 0)]
    [InlineData("{nothing:{$in:[]}}", "{name:1}", 0, "IXSCAN", "_id_", 0)]
    [InlineData("{name:'n005'}", "{}", 0, "IXSCAN", "name_1", 1)]
    [InlineData("{name:/^n00/}", "{}", 0, "IXSCAN", "name_1", 10)]
    [InlineData("{name:{$gte:'n005',$lt:'n010'}}", "{}", 0, "IXSCAN", "name_1", 5)]
    [InlineData("{owner:0,type:'Claim',s:{$elemMatch:{p:'status',v:'rare'}}}", "{}", 0, "IXSCAN", "owner_1_type_1_s.p_1_s.v_1", 10)]
    [InlineData("{owner:0,type:'Claim',$and:[{s:{$elemMatch:{p:'code',v:0}}},{s:{$elemMatch:{p:'status',v:'rare'}}}]}", "{}", 0, "IXSCAN", "owner_1_type_1_s.p_1_s.v_1", 10)]
    [InlineData("{owner:0,type:'Claim'}", "{date:-1,_id:1}", 5, "IXSCAN", "owner_1_type_1_date_-1__id_1", 5)]
    [InlineData("{owner:0,type:'Claim'}", "{date:1,_id:-1}", 5, "IXSCAN", "owner_1_type_1_date_-1__id_1", 5)]
    [InlineData("{owner:0,type:'Claim',date:{$gte:90}}", "{date:-1}", 0, "IXSCAN", "owner_1_type_1_date_-1__id_1", 10)]
    [InlineData("{state:'pending'}", "{}", 0, "IXSCAN", "state_1", 1)]
    [InlineData("{links:{$elemMatch:{until:{$lt:5}}}}", "{}", 0, "IXSCAN", "links.until_1", 1)]
    [InlineData("{nothing:1}", "{_id:1}", 3, "IXSCAN", "_id_", 601)]
    [InlineData("{nothing:1}", "{}", 0, "COLLSCAN", "", 0)]
    [InlineData("{}", "{}", 0, "COLLSCAN", "", 0)]
    public void A_query_takes_an_index_and_examines_no_more_keys_than_it_must(string filter, string sort, int limit, string stage, string index, int keys)
    {
        var resources = Resources();
        var explained = resources.Database.Run($"{{explain:{{find:'things',filter:{filter},sort:{sort},limit:{limit}}},verbosity:'executionStats'}}");
        var plan = explained["queryPlanner"]["winningPlan"].AsBsonDocument;
        plan = plan.GetValue("inputStage", plan).AsBsonDocument;
        plan["stage"].ShouldBe(stage, plan.ToJson());
        if (index.Length > 0) plan["indexName"].ShouldBe(index);
        explained["executionStats"]["totalKeysExamined"].ToInt32().ShouldBe(keys);
    }

    [Theory]
    [InlineData("{owner:1,type:'T',search:'code=7'}", "{_id:1}", 5, "by-entry", 5)]
    [InlineData("{owner:1,type:'T',$and:[{search:'all'},{search:'code=7'}]}", "{_id:1}", 100, "by-entry", 10)]
    [InlineData("{owner:1,type:'T',search:/^code=7/}", "{_id:1}", 100, "by-entry", 10)]
    [InlineData("{owner:1,type:'T',search:{$in:['code=7','code=8']}}", "{_id:1}", 100, "by-entry", 20)]
    [InlineData("{owner:1,type:'T',search:{$in:['code=7','code=8']}}", "{_id:1}", 2, "by-entry", 20)]
    [InlineData("{owner:1,type:'T',search:'code=7'}", "{updated:-1,_id:-1}", 2, "by-entry", 10)]
    [InlineData("{owner:1,type:'T'}", "{_id:1}", 5, "by-id", 5)]
    [InlineData("{owner:1,type:'T'}", "{date:-1,_id:-1}", 5, "by-date", 5)]
    [InlineData("{owner:1,type:'T',_id:{$gt:150}}", "{_id:1}", 5, "by-id", 5)]
    [InlineData("{owner:1,type:'T',date:{$lte:50},$or:[{date:{$lt:50}},{_id:{$lt:90}}]}", "{date:-1,_id:-1}", 3, "by-date", 4)]
    [InlineData("{owner:1,type:'T',ranges:{$elemMatch:{p:'date',from:{$gte:10,$lt:12}}}}", "{_id:1}", 50, "by-range", 4)]
    public void A_search_of_resources_examines_little_more_than_it_returns(string filter, string sort, int limit, string index, int most)
    {
        var resources = store.NewCollection();
        foreach (var (name, key) in new[] { ("by-id", "{owner:1,type:1,_id:1}"), ("by-updated", "{owner:1,type:1,updated:1,_id:1}"), ("by-entry", "{owner:1,type:1,search:1,_id:1}"),
            ("by-range", "{owner:1,type:1,'ranges.p':1,'ranges.from':1,'ranges.to':1}"), ("by-date", "{owner:1,type:1,date:1,_id:1}") })
            resources.Indexes.CreateOne(new CreateIndexModel<BsonDocument>(key, new CreateIndexOptions { Name = name }));
        resources.InsertMany(Enumerable.Range(0, 200).Select(i => new BsonDocument
        {
            { "_id", i }, { "owner", 1 }, { "type", "T" }, { "date", i % 100 }, { "updated", i },
            { "search", new BsonArray { "all", $"code={i % 20}.", $"code={i % 20}" } },
            { "ranges", new BsonArray { new BsonDocument { { "p", "date" }, { "from", i % 100 }, { "to", i % 100 } }, new BsonDocument { { "p", "other" }, { "from", 1 }, { "to", 2 } } } }
        }));
        var explained = resources.Database.Run($"{{explain:{{find:'things',filter:{filter},sort:{sort},limit:{limit}}},verbosity:'executionStats'}}");
        explained["queryPlanner"].AsBsonDocument.ToJson().ShouldContain($"\"indexName\" : \"{index}\"");
        explained["executionStats"]["totalDocsExamined"].ToInt32().ShouldBeLessThanOrEqualTo(most);
        resources.Ids(filter, sort).Length.ShouldBeGreaterThan(0);
    }

    [Theory]
    [InlineData("{type:'T',search:'code=7'}", 50)]
    [InlineData("{type:'T',search:/^code=1/}", 550)]
    [InlineData("{type:'T',search:{$in:['all','code=7']}}", 1000)]
    public void Ids_alone_are_read_from_keys(string filter, int count)
    {
        var things = Entries();
        var explained = things.Database.Run($"{{explain:{{find:'things',filter:{filter},projection:{{_id:1}}}},verbosity:'executionStats'}}");
        explained["queryPlanner"]["winningPlan"]["stage"].ShouldBe("PROJECTION_COVERED");
        explained["executionStats"]["nReturned"].ShouldBe(count);
        explained["executionStats"]["totalDocsExamined"].ShouldBe(0);
        things.CountDocuments(filter).ShouldBe(count);
    }

    [Theory]
    [InlineData("{_id:1}", 0)]
    [InlineData("{_id:-1}", 0)]
    [InlineData("{_id:1}", 15)]
    public void The_first_by_id_are_found_in_keys_and_only_they_are_read(string sort, int skip)
    {
        var things = Entries();
        const string filter = "{type:'T',search:/^code=1/}";
        var explained = things.Database.Run($"{{explain:{{find:'things',filter:{filter},sort:{sort},skip:{skip},limit:20}},verbosity:'executionStats'}}");
        explained["queryPlanner"]["winningPlan"]["inputStage"]["stage"].ShouldBe("SORT");
        explained["executionStats"]["nReturned"].ShouldBe(20);
        explained["executionStats"]["totalDocsExamined"].ShouldBe(20 + skip);
        var all = Enumerable.Range(0, 1000).Where(i => i % 20 is 1 or >= 10).Select(i => $"T/{i:000}");
        things.Find(filter).Sort(sort).Skip(skip).Limit(20).ToList().Select(d => d["_id"].AsString).ShouldBe((sort == "{_id:1}" ? all : all.Reverse()).Skip(skip).Take(20));
    }

    [Fact]
    public void Ids_that_keys_do_not_tell_are_put_in_order_too()
    {
        var things = Entries();
        things.InsertMany(((BsonValue[])[7, 2.5, BsonNull.Value, new BsonDocument("a", 1), "T", "T\0", "T\0x", true]).Select(id => new BsonDocument { { "_id", id }, { "type", "T" }, { "search", new BsonArray { "code=1" } } }));
        foreach (var sort in (string[])["{_id:1}", "{_id:-1}"])
        {
            var sorted = things.Find("{}").Sort(sort).ToList().Where(d => d["search"].AsBsonArray.Any(e => e.AsString.StartsWith("code=1", StringComparison.Ordinal))).Select(d => d["_id"]).ToList();
            foreach (var limit in (int[])[3, 7, 100, 1000])
                things.Find("{type:'T',search:/^code=1/}").Sort(sort).Limit(limit).ToList().Select(d => d["_id"]).ShouldBe(sorted.Take(limit));
        }
    }

    [Fact]
    public void Of_documents_found_by_two_entries_only_those_with_both_are_read()
    {
        var things = Entries();
        const string filter = "{type:'T',$and:[{search:{$in:['code=1','code=2','code=3','code=4','code=5','code=6','code=7']}},{search:'high=True'}]}";
        var explained = things.Database.Run($"{{explain:{{find:'things',filter:{filter}}},verbosity:'executionStats'}}");
        explained["queryPlanner"]["winningPlan"]["inputStage"]["stage"].ShouldBe("AND_HASH");
        explained["executionStats"]["totalDocsExamined"].ShouldBe(50);
        things.Find(filter).ToList().Select(d => d["_id"].AsString).Order().ShouldBe(Enumerable.Range(0, 1000).Where(i => i % 20 == 7).Select(i => $"T/{i:000}"));
    }

    [Theory]
    [InlineData("{_id:1}", 40)]
    [InlineData("{_id:-1}", 40)]
    [InlineData("{_id:1}", 1000)]
    public void What_two_entries_have_in_common_is_found_in_the_order_of_the_one_that_has_it(string sort, int limit)
    {
        var things = store.NewCollection();
        things.Indexes.CreateOne(new CreateIndexModel<BsonDocument>("{type:1,search:1,_id:1}"));
        // Of four codes the last is high: what is found by them is less than what is high, and most of it is not.
        things.InsertMany(Enumerable.Range(0, 2000).Select(i => new BsonDocument { { "_id", $"T/{i:0000}" }, { "type", "T" }, { "search", new BsonArray { $"code={i % 20:00}", $"high={i % 20 >= 10}" } } }));
        const string filter = "{type:'T',$and:[{search:{$in:['code=01','code=02','code=03','code=19']}},{search:'high=True'}]}";
        var plan = things.Database.Run($"{{explain:{{find:'things',filter:{filter},sort:{sort},limit:{limit}}}}}")["queryPlanner"]["winningPlan"].ToString()!;
        plan.ShouldContain("AND_HASH");
        plan.ShouldNotContain("SORT");
        things.Find(filter).Sort(sort).Limit(limit).ToList().Select(d => d["_id"].AsString)
            .ShouldBe(things.Find("{}").Sort(sort).ToList().Select(d => d["_id"].AsString).Where(id => int.Parse(id[2..]) % 20 == 19).Take(limit));
    }

    [Theory]
    [InlineData("{owner:1,kind:1}", "{at:-1}", 20, "by-at", 100)]
    [InlineData("{owner:1,kind:1}", "{at:-1}", 400, "by-kind", 500)]
    [InlineData("{owner:1,kind:1,at:{$lte:100}}", "{at:-1}", 20, "by-at", 100)]
    [InlineData("{owner:1,rare:1}", "{at:-1}", 20, "by-rare", 20)]
    public void An_index_in_the_order_asked_for_is_taken_where_it_ends_sooner_than_all_that_another_finds(string filter, string sort, int limit, string index, int most)
    {
        var things = store.NewCollection();
        foreach (var field in (string[])["kind", "rare", "at"]) things.Indexes.CreateOne(new CreateIndexModel<BsonDocument>($"{{owner:1,{field}:1}}", new CreateIndexOptions { Name = $"by-{field}" }));
        things.InsertMany(Enumerable.Range(0, 2000).Select(i => new BsonDocument { { "_id", i }, { "owner", 1 }, { "kind", i % 4 }, { "rare", i % 100 }, { "at", i } }));
        var explained = things.Database.Run($"{{explain:{{find:'things',filter:{filter},sort:{sort},limit:{limit}}},verbosity:'executionStats'}}");
        explained["queryPlanner"].ToString()!.ShouldContain($"\"indexName\" : \"{index}\"");
        explained["executionStats"]["totalKeysExamined"].ToInt32().ShouldBeLessThanOrEqualTo(most);
        explained["executionStats"]["nReturned"].ToInt64().ShouldBe(Math.Min(limit, things.CountDocuments(filter)));
    }

    [Fact]
    public void Many_ranges_with_few_keys_are_taken_rather_than_one_with_many()
    {
        var things = store.NewCollection();
        foreach (var key in (string[])["{few:1}", "{many:1,_id:1}"]) things.Indexes.CreateOne(new CreateIndexModel<BsonDocument>(key));
        things.InsertMany(Enumerable.Range(0, 6000).Select(i => new BsonDocument { { "_id", i }, { "many", i % 2 }, { "few", i } }));
        // 500 ranges, of which every second one's key is of a document that is asked for.
        var filter = new BsonDocument { { "many", 1 }, { "few", new BsonDocument("$in", new BsonArray(Enumerable.Range(0, 500).Select(i => i * 7))) } };
        var explained = things.Database.RunCommand<BsonDocument>(new BsonDocument { { "explain", new BsonDocument { { "find", "things" }, { "filter", filter }, { "sort", new BsonDocument("_id", 1) }, { "limit", 300 } } } });
        explained["queryPlanner"].ToString()!.ShouldContain("\"indexName\" : \"few_1\"");
        explained["executionStats"]["nReturned"].ShouldBe(250);
        explained["executionStats"]["totalKeysExamined"].ShouldBe(500);
    }

    private IMongoCollection<BsonDocument> Entries()
    {
        var things = store.NewCollection();
        things.Indexes.CreateOne(new CreateIndexModel<BsonDocument>("{type:1,search:1,_id:1}"));
        things.InsertMany(Enumerable.Range(0, 1000).Select(i => new BsonDocument
        {
            { "_id", $"T/{i:000}" }, { "type", "T" }, { "search", new BsonArray { "all", $"code={i % 20}", $"code={i % 20}0", $"high={i % 20 >= 7}" } }
        }));
        return things;
    }

    [Fact]
    public void What_an_index_finds_for_an_element_is_still_asked_whether_it_is_in_an_array() =>
        Resources().CountDocuments("{links:{$elemMatch:{until:{$lt:5}}}}").ShouldBe(0);

    [Fact]
    public void An_or_of_indexed_branches_is_a_union()
    {
        var resources = Resources();
        var explained = resources.Database.Run("{explain:{find:'things',filter:{$or:[{_id:3},{name:'n004'},{state:'pending'}]}},verbosity:'executionStats'}");
        explained["queryPlanner"]["winningPlan"]["inputStage"]["stage"].ShouldBe("OR");
        explained["executionStats"]["nReturned"].ShouldBe(3);
        explained["executionStats"]["totalKeysExamined"].ShouldBe(3);
    }

    [Fact]
    public void A_partial_or_sparse_index_is_left_alone_where_it_could_miss_documents()
    {
        var things = store.NewCollection();
        things.Indexes.CreateOne(new CreateIndexModel<BsonDocument>("{a:1}", new CreateIndexOptions { Sparse = true }));
        things.Indexes.CreateOne(new CreateIndexModel<BsonDocument>("{b:1}", new CreateIndexOptions<BsonDocument> { PartialFilterExpression = "{b:{$gte:10}}" }));
        things.Insert("{_id:1}", "{_id:2,a:1,b:5}", "{_id:3,b:12}");
        things.Ids("{a:{$in:[null,1]}}").ShouldBe([1, 2, 3]);
        things.Ids("{b:{$gt:4}}").ShouldBe([2, 3]);
        things.Ids("{b:{$gt:11}}").ShouldBe([3]);
        things.Ids("{}", "{a:1}").ShouldBe([1, 3, 2]);
        things.Ids("{}", hint: "{a:1}").ShouldBe([2]);
        things.Database.Refusal("{find:'things',hint:'none'}").ShouldBe(2);
    }

    [Theory]
    [InlineData("{count:'things',query:{name:'n005'}}")]
    [InlineData("{distinct:'things',key:'owner',query:{name:'n005'}}")]
    [InlineData("{aggregate:'things',pipeline:[{$match:{name:'n005'}},{$group:{_id:1,n:{$sum:1}}}],cursor:{}}")]
    [InlineData("{aggregate:'things',pipeline:[{$addFields:{y:{$add:['$owner',1]}}},{$match:{name:'n005',y:{$gt:0}}}],cursor:{}}")]
    [InlineData("{aggregate:'things',pipeline:[{$sort:{name:1}},{$match:{name:'n005'}}],cursor:{}}")]
    [InlineData("{update:'things',updates:[{q:{name:'n005'},u:{$set:{x:1}}}]}")]
    [InlineData("{update:'things',updates:[{q:{name:/^n/},u:{$set:{x:1}}}]}")]
    [InlineData("{update:'things',updates:[{q:{name:'n005'},u:{$set:{x:1}},multi:true}]}")]
    [InlineData("{delete:'things',deletes:[{q:{name:'n005'},limit:1}]}")]
    [InlineData("{delete:'things',deletes:[{q:{name:/^n/},limit:1}]}")]
    [InlineData("{findAndModify:'things',query:{name:'n005'},update:{$set:{x:1}}}")]
    public void Any_command_explains_itself_and_changes_nothing(string command)
    {
        var resources = Resources();
        var explained = resources.Database.Run($"{{explain:{command},verbosity:'executionStats'}}");
        explained["queryPlanner"]["winningPlan"]["inputStage"]["indexName"].ShouldBe("name_1");
        explained["executionStats"]["totalDocsExamined"].ShouldBe(1);
        resources.Find("{name:'n005'}").Single().Contains("x").ShouldBeFalse();
    }
}
