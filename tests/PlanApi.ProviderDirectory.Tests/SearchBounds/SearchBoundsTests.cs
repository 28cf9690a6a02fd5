using PlanApi.TestMongo;

namespace PlanApi.ProviderDirectory.Tests.SearchBounds;

/// <summary>
/// Every kind of search of a directory of thousands: no query that comes of it examines more than three times what it returns plus a hundred,
/// but for the exceptions that <see cref="DirectorySearches"/> names.
/// </summary>
public sealed class SearchBoundsTests(CrowdedHost host) : IClassFixture<CrowdedHost>
{
    [Fact]
    public async Task Searches_of_the_directory_examine_little_more_than_they_find()
    {
        Assert.SkipWhen(ChosenMongo.IsNamed, "The embedded store explains its queries.");
        var app = host.CreateClient();
        app.BaseAddress = new(host.PublicUrl + "/directory/fhir/");
        List<string> problems = [];
        foreach (var search in DirectorySearches.All)
            problems.AddRange(await host.Bounds.Check(app, search));
        problems.ShouldBeEmpty();
    }
}
