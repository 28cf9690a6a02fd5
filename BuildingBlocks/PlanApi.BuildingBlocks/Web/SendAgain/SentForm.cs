using Microsoft.AspNetCore.Http;

namespace PlanApi.BuildingBlocks.Web.SendAgain;

/// <summary>A form that was sent but could not be taken, because the session behind it was over: what was typed, to be sent again.</summary>
/// <param name="Path">Where it was sent.</param>
public sealed record SentForm(string Path, IReadOnlyList<KeyValuePair<string, string>> Fields)
{
    private const int MostCharacters = 64 * 1024;

    // The names of all fields of ours that hold one: typed again, or made again, rather than kept. A test that opens every form knows them by their kind.
    private static readonly HashSet<string> Secrets = new(["password", "current", "repeat", "code", "letter", "clientSecret", "credential"], StringComparer.OrdinalIgnoreCase);

    // Fields whose choices are of several words.
    private static readonly HashSet<string> Choices = ["relationship", "country"];

    /// <summary>
    /// The texts that nobody types twice, as a person wrote them: those of several words. What a page sends by itself (numbers of forms, revisions) and most choices are of one, the others
    /// are left out by name. The names of fields are words of the program, not of the page.
    /// </summary>
    public IReadOnlyList<string> Written() => [.. Fields.Where(f => !Choices.Contains(f.Key)).Select(f => f.Value.Trim()).Where(v => v.Any(char.IsWhiteSpace))];

    /// <returns>
    /// Null for what no page of ours sent: the browser says where a request comes from (Fetch Metadata, <c>Sec-Fetch-Site</c>), and another site's form must not come back with a
    /// token of ours. Null too for what is no plain form, or too long for one.
    /// </returns>
    public static async Task<SentForm?> Of(HttpRequest request)
    {
        if (!HttpMethods.IsPost(request.Method) || request.Headers["Sec-Fetch-Site"] != "same-origin" || !IsUrlEncoded(request) || request.ContentLength is null or > MostCharacters)
        {
            return null;
        }

        var form = await request.ReadFormAsync(request.HttpContext.RequestAborted);
        var fields = form.Where(f => !f.Key.StartsWith("__", StringComparison.Ordinal) && !Secrets.Contains(f.Key))
            .SelectMany(f => f.Value, (f, value) => KeyValuePair.Create(f.Key, value ?? ""));
        return new(request.PathBase + request.Path + request.QueryString, [.. fields]);
    }

    private static bool IsUrlEncoded(HttpRequest request) => request.ContentType?.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) == true;
}
