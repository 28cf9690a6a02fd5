using System.Net;
using System.Text;
using System.Text.Json;

namespace PlanApi.Fhir.Tests;

/// <summary>An app at one branch, with what it was granted.</summary>
public sealed class App(HttpClient http, string branch, string? authorization = null)
{
    public const string AllTypes = "Patient,Observation,Procedure,Provenance,Practitioner,PractitionerRole,Organization,Location";

    public static App Of(FhirServer server, string patient, string read = AllTypes, string? more = null) =>
        new(server.Http, "records", $"Test patient={patient}; read={read}{(more is null ? "" : "; " + more)}");

    public static App AtOpen(FhirServer server) => new(server.Http, "open");

    public Task<HttpResponseMessage> Send(HttpMethod method, string path, Action<HttpRequestMessage>? with = null) => Send(method, path, with, HttpCompletionOption.ResponseContentRead);

    /// <summary>The head of an answer, whose body is still to be read.</summary>
    public Task<HttpResponseMessage> Head(string path) => Send(HttpMethod.Get, path, null, HttpCompletionOption.ResponseHeadersRead);

    private async Task<HttpResponseMessage> Send(HttpMethod method, string path, Action<HttpRequestMessage>? with, HttpCompletionOption completion)
    {
        // Links carry the public URL, which in tests is no address of this server.
        var local = path.StartsWith("https://plan.example/", StringComparison.Ordinal) ? path["https://plan.example".Length..] : $"/{branch}/fhir/{path}";
        var request = new HttpRequestMessage(method, local);
        if (authorization is not null)
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        with?.Invoke(request);
        return await http.SendAsync(request, completion);
    }

    public async Task<JsonElement> Get(string path, HttpStatusCode status = HttpStatusCode.OK, Action<HttpRequestMessage>? with = null)
    {
        using var response = await Send(HttpMethod.Get, path, with);
        var body = await response.Content.ReadAsStringAsync();
        response.StatusCode.ShouldBe(status, body);
        return JsonDocument.Parse(body).RootElement;
    }

    /// <summary>The one issue of an error.</summary>
    public async Task<(string Code, string Diagnostics)> Fails(string path, HttpStatusCode status, Action<HttpRequestMessage>? with = null)
    {
        var outcome = await Get(path, status, with);
        outcome.GetProperty("resourceType").GetString().ShouldBe("OperationOutcome");
        var issue = outcome.GetProperty("issue").EnumerateArray().Single();
        return (issue.GetProperty("code").GetString()!, issue.GetProperty("diagnostics").GetString()!);
    }

    public Task<HttpResponseMessage> Post(string path, string form, string contentType = "application/x-www-form-urlencoded") =>
        Send(HttpMethod.Post, path, r => r.Content = new StringContent(form, Encoding.UTF8, contentType));

    /// <summary>Every match of a search, over all its pages, as <c>Type/id</c> in order.</summary>
    public async Task<IReadOnlyList<string>> Matches(string path) => (await Search(path)).Matches;

    public async Task<(IReadOnlyList<string> Matches, IReadOnlyList<string> Included)> Search(string path)
    {
        List<string> matches = [], included = [];
        for (var next = path; next is not null;)
        {
            var bundle = await Get(next);
            foreach (var entry in Bundles.Entries(bundle))
                (entry.GetProperty("search").GetProperty("mode").GetString() == "match" ? matches : included).Add(Bundles.Reference(entry));
            next = Bundles.Link(bundle, "next");
        }

        return (matches, included);
    }
}

internal static class Bundles
{
    public static IEnumerable<JsonElement> Entries(JsonElement bundle) =>
        bundle.TryGetProperty("entry", out var entries) ? entries.EnumerateArray() : [];

    public static string Reference(JsonElement entry) =>
        $"{entry.GetProperty("resource").GetProperty("resourceType").GetString()}/{entry.GetProperty("resource").GetProperty("id").GetString()}";

    public static string? Link(JsonElement bundle, string relation) =>
        bundle.GetProperty("link").EnumerateArray().Where(l => l.GetProperty("relation").GetString() == relation).Select(l => l.GetProperty("url").GetString()).FirstOrDefault();
}
