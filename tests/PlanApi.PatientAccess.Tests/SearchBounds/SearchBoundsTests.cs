using PlanApi.TestKit;
using PlanApi.TestMongo;

namespace PlanApi.PatientAccess.Tests.SearchBounds;

/// <summary>
/// Every kind of search of a member with thousands of claims, among other members: no query that comes of it examines more than three times
/// what it returns plus a hundred, but for the exceptions that <see cref="MemberSearches"/> names.
/// </summary>
public sealed class SearchBoundsTests(CrowdedHost host) : IClassFixture<CrowdedHost>
{
    [Fact]
    public async Task Searches_with_all_of_a_record_granted_examine_little_more_than_they_find() =>
        await Check(MemberSearches.OfAll, RecordsHost.AllScopes);

    [Fact]
    public async Task Searches_with_a_part_of_a_record_granted_examine_little_more_than_they_find() =>
        await Check(MemberSearches.OfPart, "patient/Observation.rs?category=http://terminology.hl7.org/CodeSystem/observation-category|vital-signs", "patient/Practitioner.rs");

    private async Task Check(IEnumerable<BoundedSearch> searches, params string[] scopes)
    {
        Assert.SkipWhen(ChosenMongo.IsNamed, "The embedded store explains its queries.");
        var app = host.App(host.Grant(CrowdedRecords.Member, null, scopes));
        List<string> problems = [];
        foreach (var search in searches)
            problems.AddRange(await host.Bounds.Check(app, search));
        problems.ShouldBeEmpty();
    }
}
