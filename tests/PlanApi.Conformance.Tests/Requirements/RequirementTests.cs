namespace PlanApi.Conformance.Tests.Requirements;

/// <summary>Every numbered requirement of the guides is a test, or listed with the reason why not.</summary>
public sealed class RequirementTests
{
    public static TheoryData<string> Sets => [.. Listing.Sets];

    [Theory, MemberData(nameof(Sets))]
    public void Every_requirement_for_servers_is_a_test_or_listed_with_its_reason(string set)
    {
        var rows = Row.All().Where(r => r.Set == set && r.Applies).Select(r => r.Id).ToList();
        var listed = Listing.Of(set).Select(l => l.Id).ToList();

        rows.Except(listed).ShouldBeEmpty("neither a test nor a reason");
        listed.Except(rows).ShouldBeEmpty("no requirement for servers");
        listed.GroupBy(id => id).Where(g => g.Count() > 1).Select(g => g.Key).ShouldBeEmpty("listed twice");
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{rows.Count} rows: {Listing.Of(set).Count(l => !l.As.StartsWith("- ", StringComparison.Ordinal))} tests, {Listing.Of(set).Count(l => l.As.StartsWith("- ", StringComparison.Ordinal))} reasons");
    }

    [Theory, MemberData(nameof(Sets))]
    public void What_is_listed_as_a_test_is_one_and_every_reason_is_given(string set) =>
        Listing.Of(set).Select(l => l.As).Distinct()
            .Where(a => a.StartsWith("- ", StringComparison.Ordinal) ? !Listing.Reasons.ContainsKey(a[2..]) : !Listing.IsTest(a))
            .ShouldBeEmpty();

    [Fact]
    public void Every_set_of_requirements_is_listed_by_row_or_as_a_whole()
    {
        var sets = Row.All().Select(r => r.Set).Distinct().ToList();

        sets.ShouldBe(Listing.Sets.Concat(Listing.Others.Keys), ignoreOrder: true);
        Listing.Others.Values.Except(Listing.Reasons.Keys).ShouldBeEmpty();
    }
}
