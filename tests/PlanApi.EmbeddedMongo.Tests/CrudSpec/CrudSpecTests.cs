using PlanApi.TestKit;

namespace PlanApi.EmbeddedMongo.Tests.CrudSpec;

/// <summary>MongoDB's CRUD specification tests against the store: each passes, is for another server than 7.0 standalone, or is in <see cref="OutOfScope.List"/>.</summary>
public sealed class CrudSpecTests(StoreFixture store)
{
    public static TheoryData<string, string> Tests()
    {
        var data = new TheoryData<string, string>();
        foreach (var (file, content) in SpecFiles.All)
            foreach (var test in SpecFiles.Tests(content)) data.Add(file, test["description"].AsString);
        // One case that is skipped says that the files are absent.
        if (data.Count == 0) data.Add("", "");
        return data;
    }

    [Theory]
    [MemberData(nameof(Tests))]
    public void A_test_of_the_specification_passes(string file, string test)
    {
        Assert.SkipWhen(SpecFiles.All.Count == 0, SharedData.Absent(SpecFiles.Archive));
        var content = SpecFiles.All[file];
        var chosen = SpecFiles.Tests(content).Single(t => t["description"] == test);
        if (Requirements.Unmet(content, chosen) is { } unmet) Assert.Skip($"The test is {unmet}.");
        using var run = new SpecRun(store.ConnectionString, store.Client, content, chosen);
        if (OutOfScope.Of(file, test) is not { } listed)
        {
            run.Run();
            return;
        }
        var failure = Should.Throw<Exception>(run.Run, $"'{file}: {test}' passes: take it off the list");
        failure.Message.ShouldContain(listed.Failure);
        Assert.Skip($"Out of scope: {listed.Reason}.");
    }

    [Fact]
    public void Every_entry_of_the_list_of_what_is_out_of_scope_names_a_test_for_this_server()
    {
        Assert.SkipWhen(SpecFiles.All.Count == 0, SharedData.Absent(SpecFiles.Archive));
        SpecFiles.All.Count.ShouldBe(175);
        foreach (var entry in OutOfScope.List.SelectMany(l => l.Tests))
            SpecFiles.All.Any(f => SpecFiles.Tests(f.Value).Any(t => OutOfScope.Names(entry, f.Key, t["description"].AsString) && Requirements.Unmet(f.Value, t) is null)).ShouldBeTrue(entry);
    }
}
