using AngleSharp;
using AngleSharp.Html.Dom;
using Shouldly;

namespace PlanApi.TestKit;

/// <summary>A person at a browser without script: opens pages, fills in the page's own form by field name, presses its button.</summary>
public sealed class Browser(HttpClient client)
{
    public HttpClient Client => client;

    public Task<HttpResponseMessage> Get(string path) => client.GetAsync(path);

    public async Task<IHtmlDocument> Open(string path)
    {
        var response = await client.GetAsync(path);
        ((int)response.StatusCode).ShouldBeLessThan(300, $"{path} answered {(int)response.StatusCode} to {response.Headers.Location}");
        return await response.Document();
    }

    /// <summary>Opens the page and submits its form; see <see cref="Press"/>.</summary>
    public async Task<HttpResponseMessage> Submit(string path, params (string Field, string Value)[] answers) =>
        await Press(await Open(path), "main form", answers);

    /// <summary>
    /// Submits one form of a page as a browser would: every control it holds, with the given answers instead. A field given several times is sent
    /// several times, as checkboxes are.
    /// </summary>
    public async Task<HttpResponseMessage> Press(IHtmlDocument page, string formSelector, params (string Field, string Value)[] answers)
    {
        var form = (IHtmlFormElement?)page.QuerySelector(formSelector) ?? throw new ShouldAssertException($"No form '{formSelector}' on '{page.Title}'");
        var fields = FormFields.Of(form).Where(f => answers.All(a => a.Field != f.Key)).ToList();
        foreach (var (field, value) in answers)
        {
            (form.QuerySelector($"[name='{field}']") is not null).ShouldBeTrue($"The form has no field '{field}'");
            fields.Add(new(field, value));
        }

        var action = form.GetAttribute("action") is { Length: > 0 } own ? own : page.DocumentUri;
        using var request = new HttpRequestMessage(HttpMethod.Post, action) { Content = new FormUrlEncodedContent(fields) };
        request.Headers.Add("Sec-Fetch-Site", "same-origin");
        return await client.SendAsync(request);
    }

    /// <summary>Follows redirects until a page, within our own site.</summary>
    public async Task<HttpResponseMessage> Follow(HttpResponseMessage response)
    {
        for (var hops = 0; response.Headers.Location is { } location && hops < 10; hops++)
        {
            response = await client.GetAsync(location);
        }

        return response;
    }
}

internal static class FormFields
{
    public static IEnumerable<KeyValuePair<string, string>> Of(IHtmlFormElement form)
    {
        foreach (var element in form.QuerySelectorAll("input[name],textarea[name],select[name]"))
        {
            switch (element)
            {
                case IHtmlInputElement { Type: "checkbox" or "radio", IsChecked: false } or IHtmlInputElement { IsDisabled: true }:
                    break;
                case IHtmlInputElement input:
                    yield return new(input.Name!, input.Value);
                    break;
                case IHtmlTextAreaElement text:
                    yield return new(text.Name!, text.Value);
                    break;
                case IHtmlSelectElement select:
                    yield return new(select.Name!, select.Value ?? "");
                    break;
            }
        }
    }
}

public static class Pages
{
    /// <summary>The reply's HTML, parsed; its address is the request's.</summary>
    public static async Task<IHtmlDocument> Document(this HttpResponseMessage response)
    {
        var html = await response.Content.ReadAsStringAsync();
        return (IHtmlDocument)await BrowsingContext.New(Configuration.Default).OpenAsync(page => page.Content(html).Address(response.RequestMessage!.RequestUri!));
    }

    /// <summary>The message beside a field, or null when the field is fine.</summary>
    public static string? ErrorOf(this IHtmlDocument page, string field) =>
        page.QuerySelector($"#{field}-error")?.TextContent.Replace("Error: ", "", StringComparison.Ordinal).Trim();
}
