using System.Net;
using System.Text.Json;

namespace PlanApi.PatientAccess.Tests;

/// <summary>What a FHIR reply says.</summary>
internal static class FhirReplies
{
    public static async Task<JsonElement> Json(this HttpClient app, string path)
    {
        var response = await app.GetAsync(path);
        response.StatusCode.ShouldBe(HttpStatusCode.OK, $"{path}: {await response.Content.ReadAsStringAsync()}");
        return await response.Json();
    }

    public static async Task<JsonElement> Json(this HttpResponseMessage response)
    {
        using var json = JsonDocument.Parse(await response.Content.ReadAsStreamAsync());
        return json.RootElement.Clone();
    }

    /// <summary><c>Type/id</c> of every entry but outcomes.</summary>
    public static IReadOnlyList<string> References(this JsonElement bundle) =>
        [.. bundle.Resources().Where(r => r.GetProperty("resourceType").GetString() != "OperationOutcome").Select(r => $"{r.GetProperty("resourceType").GetString()}/{r.GetProperty("id").GetString()}")];

    public static IEnumerable<JsonElement> Resources(this JsonElement bundle) =>
        bundle.TryGetProperty("entry", out var entries) ? entries.EnumerateArray().Select(e => e.GetProperty("resource")) : [];

    public static string? Next(this JsonElement bundle) =>
        bundle.GetProperty("link").EnumerateArray().FirstOrDefault(l => l.GetProperty("relation").GetString() == "next") is { ValueKind: JsonValueKind.Object } next ? next.GetProperty("url").GetString() : null;

    /// <summary>Every page of a search.</summary>
    public static async Task<IReadOnlyList<string>> AllPages(this HttpClient app, string path)
    {
        List<string> all = [];
        for (var next = path; next is not null;)
        {
            var page = await app.Json(next);
            all.AddRange(page.References());
            next = page.Next();
        }

        return all;
    }

    /// <summary>The issue code of a reply that must be an OperationOutcome.</summary>
    public static async Task<string> IssueCode(this HttpResponseMessage response)
    {
        var outcome = await response.Json();
        outcome.GetProperty("resourceType").GetString().ShouldBe("OperationOutcome");
        return outcome.GetProperty("issue")[0].GetProperty("code").GetString()!;
    }
}
