using System.Net;
using System.Text.Json;

namespace PlanApi.ProviderDirectory.Tests;

/// <summary>An app that knows nothing but the FHIR base.</summary>
internal sealed class FhirClient(HttpClient http)
{
    public const string Base = "/directory/fhir/";

    public async Task<JsonElement> Get(string path, HttpStatusCode status = HttpStatusCode.OK)
    {
        using var response = await http.GetAsync(new Uri(path.StartsWith("http", StringComparison.Ordinal) ? path : Base + path, UriKind.RelativeOrAbsolute));
        var body = await response.Content.ReadAsStringAsync();
        response.StatusCode.ShouldBe(status, body);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/fhir+json");
        return JsonDocument.Parse(body).RootElement;
    }

    /// <summary>All pages of a search: <c>Type/id</c> of what was found in each mode, in order.</summary>
    public async Task<(IReadOnlyList<string> Matches, IReadOnlyList<string> Included)> Search(string path)
    {
        List<string> matches = [], included = [];
        for (var next = path; next is not null;)
        {
            var bundle = await Get(next);
            foreach (var entry in Entries(bundle))
                (entry.GetProperty("search").GetProperty("mode").GetString() == "match" ? matches : included).Add(Reference(entry.GetProperty("resource")));
            next = Link(bundle, "next");
        }

        return (matches, included);
    }

    public static IEnumerable<JsonElement> Entries(JsonElement bundle) =>
        bundle.TryGetProperty("entry", out var entries) ? entries.EnumerateArray() : [];

    public static string? Link(JsonElement bundle, string relation) =>
        bundle.GetProperty("link").EnumerateArray().Where(l => l.GetProperty("relation").GetString() == relation).Select(l => l.GetProperty("url").GetString()).FirstOrDefault();

    public static string Reference(JsonElement resource) => $"{resource.GetProperty("resourceType").GetString()}/{resource.GetProperty("id").GetString()}";
}
