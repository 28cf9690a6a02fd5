using MongoDB.Driver;

namespace PlanApi.EmbeddedMongo.Tests.Semantics;

/// <summary>Sorts by paths with positions: which element is compared, and that the position's array is an array too (btree_key_generator.cpp).</summary>
public sealed class PositionSortTests(StoreFixture store)
{
    [Theory]
    [InlineData("{'a.0':1}", "[{_id:1,a:[3,1]},{_id:2,a:[2,9]},{_id:3,a:[]}]", "3,2,1")]
    [InlineData("{'a.0':1}", "[{_id:1,a:[[1,9]]},{_id:2,a:['x']},{_id:3,a:[{}]}]", "2,3,1")]
    [InlineData("{'a.0.x':-1}", "[{_id:1,a:[{x:1},{x:9}]},{_id:2,a:[{x:2}]}]", "2,1")]
    [InlineData("{'a.0.x':-1,'a.x':1}", "[{_id:1,a:[{x:2},{x:1}]},{_id:2,a:[{x:2},{x:0}]},{_id:3,a:[{x:3}]}]", "3,2,1")]
    [InlineData("{'a.0.x':1,'a.x':1}", "[{_id:1,a:[[{x:5},{x:2}]]},{_id:2,a:[{x:1}]}]", "2,1")]
    public void The_element_there_decides(string sort, string documents, string order)
    {
        var things = store.NewCollection();
        things.InsertMany(Json.Value(documents).AsBsonArray.Select(d => d.AsBsonDocument));
        string.Join(',', things.Find("{}").Sort(sort).ToList().Select(d => d["_id"])).ShouldBe(order);
    }

    [Theory]
    [InlineData("{a:[1],b:[1]}", "sort:{'a.0':1,b:1}")]
    [InlineData("{a:[1],b:[1]}", "sort:{b:1,'a.5':1}")]
    [InlineData("{a:[[{x:1}],{x:[1]}]}", "sort:{'a.0.x':1,'a.x':1}")]
    public void Two_arrays_do_not_sort_together(string document, string sort)
    {
        var things = store.NewCollection();
        things.Insert(document);
        things.Database.Refusal($"{{find:'things',{sort}}}").ShouldBe(2);
    }

    [Theory]
    [InlineData("{a:[{'0':1}]}", 16746)]
    [InlineData("{a:[1,{'0':2}]}", 16746)]
    [InlineData("{a:[1,{'1':2}]}", 0)]
    [InlineData("{a:{'0':1}}", 0)]
    public void A_field_named_like_a_position_that_is_there_is_not_told_from_it(string document, int code)
    {
        var things = store.NewCollection();
        things.Insert(document);
        if (code > 0) things.Database.Refusal("{find:'things',sort:{'a.0':1}}").ShouldBe(code);
        else things.Find("{}").Sort("{'a.0':1}").ToList().Count.ShouldBe(1);
    }
}
