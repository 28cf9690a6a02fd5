using PlanApi.TestKit;

namespace PlanApi.EmbeddedMongo.Tests.CrudSpec;

/// <summary>MongoDB's CRUD specification tests against the store: each passes, is for another server than 7.0 standalone, or is in <see cref="OutOfScope"/>.</summary>
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
        if (OutOfScope.Reason(file, test) is not { } reason)
        {
            run.Run();
            return;
        }
        Should.Throw<Exception>(run.Run, $"'{file}: {test}' passes: take it off the list");
        Assert.Skip($"Out of scope: {reason}");
    }

    [Fact]
    public void The_list_of_what_is_out_of_scope_names_tests_that_exist_and_are_for_this_server()
    {
        Assert.SkipWhen(SpecFiles.All.Count == 0, SharedData.Absent(SpecFiles.Archive));
        SpecFiles.All.Count.ShouldBe(175);
        foreach (var entry in OutOfScope.Entries)
        {
            var file = entry.Split(": ")[0];
            SpecFiles.All.ShouldContainKey(file);
            SpecFiles.Tests(SpecFiles.All[file]).Any(t => Requirements.Unmet(SpecFiles.All[file], t) is null && OutOfScope.Names(entry, file, t["description"].AsString)).ShouldBeTrue(entry);
        }
    }
}
