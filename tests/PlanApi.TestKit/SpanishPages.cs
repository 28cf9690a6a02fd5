using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Shouldly;

namespace PlanApi.TestKit;

/// <summary>Looks at a page in both languages: what reads the same in both was not translated, unless it is a name or a value.</summary>
public static partial class SpanishPages
{
    private static readonly string[] AlikeInBoth = ["Plan API", "Error:", "Interfaces", "No", "Plan"];
    private static readonly string[] SpokenAttributes = ["aria-label", "data-title", "title", "alt", "placeholder"];

    /// <param name="names">What is a name or a value on this page, and so the same in both.</param>
    public static Task ShouldBeInSpanish(this Browser browser, string path, params IReadOnlyCollection<string> names) => browser.ShouldBeInSpanishWithout("script", path, names);

    /// <param name="data">A selector of what holds data alone.</param>
    public static async Task ShouldBeInSpanishWithout(this Browser browser, string data, string path, params IReadOnlyCollection<string> names)
    {
        var (spanish, other) = (await browser.In("es", path), await browser.In("en", path));
        foreach (var element in spanish.QuerySelectorAll(data).Concat(other.QuerySelectorAll(data)))
        {
            element.Remove();
        }

        var english = Spoken(other).ToHashSet();

        spanish.DocumentElement.GetAttribute("lang").ShouldBe("es", path);
        Spoken(spanish).Where(t => english.Contains(t) && !AlikeInBoth.Contains(t) && !names.Contains(t)).ShouldBeEmpty($"{path} is left in English");
    }

    /// <summary>The page as a browser with this language gets it.</summary>
    public static async Task<IHtmlDocument> In(this Browser browser, string language, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.AcceptLanguage.ParseAdd(language);
        request.Headers.Accept.ParseAdd("text/html");
        return await (await browser.Client.SendAsync(request)).Document();
    }

    private static IEnumerable<string> Spoken(IHtmlDocument page) => page.Body!.Descendants<IText>()
        .Where(t => t.ParentElement!.Closest("[lang]") is IHtmlHtmlElement or null && t.ParentElement!.Closest("code, .who") is null)
        .Select(t => t.Text)
        .Concat(page.All.SelectMany(e => SpokenAttributes.Select(a => e.GetAttribute(a) ?? "")))
        .Append(page.Title!.Split(" · ")[0])
        .Select(t => t.Trim())
        .Where(t => Word().IsMatch(Time().Replace(t, "")));

    [GeneratedRegex(@"\p{L}{2}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Word();

    [GeneratedRegex(@"\d\d:\d\d UTC", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Time();
}
