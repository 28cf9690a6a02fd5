using PlanApi.Journeys.Tests.Kit;
using PlanApi.Journeys.Tests.Walks;

namespace PlanApi.Journeys.Tests;

/// <summary>Every page, also empty and in error, holds WCAG 2.2 AA as far as axe can tell, in light and in dark, and fits a phone.</summary>
[Collection(nameof(DemoMember))]
public sealed class AccessibilityTests(JourneyHost host) : Journey(host)
{
    [Fact]
    public Task Pages_for_everyone() => Scan(EveryonesPages.PagesOfEveryone);

    [Fact]
    public Task Pages_for_developers_empty_and_filled() => Scan(DevelopersPages.PagesOfDevelopers);

    [Fact]
    public Task Pages_for_reviewers() => Scan(ReviewersPages.PagesOfReviewers);

    [Fact]
    public Task Pages_for_members_and_the_sample_app_with_data() => Scan(MembersPages.PagesOfMembersWithData);

    [Fact]
    public Task Pages_for_members_without_data() => Scan(MembersPages.PagesOfMembersWithoutData);

    private async Task Scan(Func<Walk, Task> way)
    {
        var barriers = new List<string>();
        var page = await NewPerson(new() { BypassCSP = true });
        await way(new(Host, page, () => NewPerson(), async shown => barriers.AddRange(await shown.Barriers())));
        barriers.ShouldBeEmpty();
    }
}
