using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace PlanApi.Journeys.Tests.Kit;

/// <summary>Finds controls as a person does: by what they are and what they say.</summary>
internal static class Finding
{
    public static ILocator Button(this IPage page, string name) => page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    public static ILocator Link(this IPage page, string name) => page.GetByRole(AriaRole.Link, new() { Name = name, Exact = true });

    public static ILocator Heading(this IPage page, string name) => page.GetByRole(AriaRole.Heading, new() { Name = name });

    /// <summary>A control by its label; "(optional)" beside the label does not matter.</summary>
    public static ILocator Field(this IPage page, string label) =>
        page.GetByLabel(new Regex($"^{Regex.Escape(label)}( \\(optional\\))?\\s*$", RegexOptions.IgnoreCase, TimeSpan.FromSeconds(1)));

    /// <summary>Waits until the page shows these words.</summary>
    public static Task Shows(this IPage page, string words) =>
        Assertions.Expect(page.Locator("body")).ToContainTextAsync(words, new() { IgnoreCase = true, Timeout = 15_000 });

    public static Task ShowsNo(this IPage page, string words) => Assertions.Expect(page.Locator("body")).Not.ToContainTextAsync(words, new() { IgnoreCase = true });

    /// <summary>Waits until the person has arrived at this path of any site.</summary>
    public static Task Arrives(this IPage page, string path) =>
        page.WaitForURLAsync(url => new Uri(url).AbsolutePath == path, new() { Timeout = 15_000, WaitUntil = WaitUntilState.DOMContentLoaded });
}
