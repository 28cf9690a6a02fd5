using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using PlanApi.Journeys.Tests.Kit;
using PlanApi.Journeys.Tests.Sheet;
using PlanApi.Journeys.Tests.Walks;

namespace PlanApi.Journeys.Tests;

/// <summary>
/// Every page on one sheet, wide and narrow, with what it weighs, how long the server takes, and what axe finds; <c>docs/make-contact-sheet</c> runs it, and
/// no other run does. It fails for a page that no way leads over, and for what axe finds.
/// </summary>
public sealed class ContactSheet(JourneyHost host) : Journey(host)
{
    private readonly List<Shot> _shots = [];
    private readonly List<string> _brokenOff = [];

    [Fact(Explicit = true)]
    public async Task Take_the_sheet()
    {
        var folder = JourneyHost.SheetFolder ?? throw new InvalidOperationException("Run docs/make-contact-sheet, which says where the sheet goes.");
        await Go("Everyone", EveryonesPages.PagesOfEveryone, folder);
        await Go("Developers", DevelopersPages.PagesOfDevelopers, folder);
        await Go("Members without data", MembersPages.PagesOfMembersWithoutData, folder);
        await Go("Members", MembersPages.PagesOfMembersWithData, folder);
        await Go("Reviewers", ReviewersPages.PagesOfReviewers, folder);

        await File.WriteAllTextAsync(Path.Combine(folder, "index.html"), SheetFiles.Html(_shots));
        await File.WriteAllTextAsync(Path.Combine(folder, "pages.md"), SheetFiles.Markdown(_shots));
        TestContext.Current.TestOutputHelper?.WriteLine(SheetFiles.Totals(_shots));
        _brokenOff.ShouldBeEmpty("ways that ended early");
        _shots.SelectMany(s => s.Barriers).ShouldBeEmpty();
        new Routes(Host.Services.GetRequiredService<EndpointDataSource>()).NotAmong(_shots.Select(s => s.Path)).ShouldBeEmpty("pages that no way leads over");
    }

    private async Task Go(string who, Func<Walk, Task> way, string folder)
    {
        var page = await NewPerson(new() { BypassCSP = true, ViewportSize = new() { Width = 1280, Height = 860 } });
        using var camera = await Camera.On(page, Path.Combine(folder, "pictures"));
        var walk = new Walk(Host, page, () => NewPerson(), async shown => _shots.Add(await camera.Take(shown, who, _shots.Count + 1)));
        if (await Record.ExceptionAsync(() => way(walk)) is { } problem)
        {
            _brokenOff.Add($"{who}, at {page.Url}: {problem}");
        }
    }
}
