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
}
