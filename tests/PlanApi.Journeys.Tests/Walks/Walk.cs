using Microsoft.Playwright;
using PlanApi.Journeys.Tests.Kit;
using PlanApi.TestKit;

namespace PlanApi.Journeys.Tests.Walks;

/// <summary>
/// A person's way over the product's pages, empty, filled and in error, each of which is noted as it stands. The accessibility tests and the contact
/// sheet go the same ways.
/// </summary>
/// <param name="note">What to do with the page that is shown.</param>
internal sealed class Walk(JourneyHost host, IPage page, Func<Task<IPage>> newPerson, Func<IPage, Task> note)
{
    public JourneyHost Host => host;

    public IPage Page => page;

    /// <summary>Somebody else at a browser of their own, for what pages tell when two meet.</summary>
    public Task<IPage> NewPerson() => newPerson();

    public Task Note() => note(page);

    public async Task Open(params string[] paths)
    {
        foreach (var path in paths)
        {
            (await page.GotoAsync(path)).ShouldNotBeNull().Status.ShouldNotBe(404, path);
            await Note();
        }
    }

    /// <summary>Opens what is not there, for the page that says so.</summary>
    public async Task Miss(string path)
    {
        (await page.GotoAsync(path)).ShouldNotBeNull().Status.ShouldBe(404, path);
        await Note();
    }

    public async Task Follow(ILocator link)
    {
        var before = page.Url;
        await link.ClickAsync();
        await page.WaitForURLAsync(url => url != before, new() { WaitUntil = WaitUntilState.Commit });
        // Asked of the page: an event may have passed by the time one waits for it.
        await page.WaitForFunctionAsync("document.readyState === 'complete'");
        await Note();
    }

    /// <summary>Sends the page's form empty, for the page with its errors.</summary>
    public async Task Submit(string path, string button)
    {
        await page.GotoAsync(path);
        await Press(button, "There is a problem");
    }

    /// <summary>Presses the button and waits for what the next page says.</summary>
    public async Task Press(string button, string words)
    {
        await page.Button(button).ClickAsync();
        await page.Shows(words);
        await Note();
    }

    /// <summary>Has the app checked, and waits until the page tells what was found.</summary>
    public async Task Checked(string path)
    {
        await page.GotoAsync(path);
        if (await page.Button("Check now").IsVisibleAsync())
        {
            await page.Button("Check now").ClickAsync();
        }

        await Eventually.Holds(
            async () =>
            {
                await page.GotoAsync(path);
                return await page.Button("Check again").IsVisibleAsync();
            },
            "the pre-flight");
        await Note();
    }
}
