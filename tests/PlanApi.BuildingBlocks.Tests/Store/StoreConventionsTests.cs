using MongoDB.Bson;
using MongoDB.Bson.Serialization;
using PlanApi.BuildingBlocks.Store;

namespace PlanApi.BuildingBlocks.Tests.Store;

/// <summary>What was saved before a member existed is read as what it would have been then.</summary>
public sealed class StoreConventionsTests
{
    public StoreConventionsTests() => StoreConventions.Register();

    [Fact]
    public void A_text_or_list_that_came_later_is_empty_in_what_was_saved_before()
    {
        var read = BsonSerializer.Deserialize<Named>(new BsonDocument("name", "Old Hand"));

        (read.Name, read.Later, read.Perhaps).ShouldBe(("Old Hand", "", null));
        read.List.ShouldNotBeNull().ShouldBeEmpty();
        read.Numbers.ShouldNotBeNull().ShouldBeEmpty();
    }

    [Fact]
    public void What_is_there_is_read_and_written_as_it_is()
    {
        var named = new Named("New") { Later = "text", Perhaps = "perhaps", List = ["a"], Numbers = [1] };

        var read = BsonSerializer.Deserialize<Named>(named.ToBsonDocument());

        (read.Later, read.Perhaps).ShouldBe(("text", "perhaps"));
        read.List.ShouldBe(["a"]);
        read.Numbers.ShouldBe([1]);
        new Named("New").ToBsonDocument().Names.ShouldBe(["name", "later", "list", "numbers"], "an empty text is written: queries may ask for it");
    }

    internal sealed record Named(string Name)
    {
        public string Later { get; init; } = "";

        public string? Perhaps { get; init; }

        public IReadOnlyList<string> List { get; init; } = [];

        public IReadOnlyList<int> Numbers { get; init; } = [];
    }
}
