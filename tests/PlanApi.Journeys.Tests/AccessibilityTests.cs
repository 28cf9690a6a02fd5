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

    [Fact]
    public async Task A_page_with_barriers_is_told_of_each()
    {
        var page = await NewPerson();
        await page.SetContentAsync("""
            <title>Planted</title><style>@media (prefers-color-scheme: dark) { p { color: #333; background: #000 } }</style>
            <main><h1>Planted</h1><img src="data:,"><p>Dark on dark</p><div style="width: 400px">Wide</div></main>
            """);

        var barriers = await page.Barriers();

        barriers.Count.ShouldBe(4, string.Join(Environment.NewLine, barriers));
        barriers.ShouldContain(b => b.Contains("(Light): html-has-lang:", StringComparison.Ordinal));
        barriers.ShouldContain(b => b.Contains("(Light): image-alt:", StringComparison.Ordinal));
        barriers.ShouldContain(b => b.Contains("(Dark): color-contrast:", StringComparison.Ordinal));
        barriers.ShouldContain(b => b.Contains("pixels wide on a screen of 320", StringComparison.Ordinal));
    }

    private async Task Scan(Func<Walk, Task> way)
    {
        var barriers = new List<string>();
        var page = await NewPerson(new() { BypassCSP = true });
        await way(new(Host, page, () => NewPerson(), async shown => barriers.AddRange(await shown.Barriers())));
        barriers.ShouldBeEmpty();
    }
}
