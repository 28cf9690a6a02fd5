using System.Net;
using System.Text.Json.Nodes;
using PlanApi.Conformance.Tests.Asking;
using PlanApi.Conformance.Tests.Records;

namespace PlanApi.Conformance.Tests;

/// <summary>One FHIR base as an app meets it: what it declares, what was loaded there, and its answers.</summary>
/// <param name="app">A client with a patient's token.</param>
/// <param name="metadata">Its capability statement.</param>
internal sealed class Server(Func<string?, HttpClient> app, JsonObject metadata)
{
    private readonly bool _isPublic = metadata["implementation"]!["url"]!.GetValue<string>().EndsWith("/directory/fhir", StringComparison.Ordinal);

    /// <summary>The types served, each as declared.</summary>
    public IReadOnlyDictionary<string, JsonObject> Types { get; } =
        metadata["rest"]![0]!["resource"]!.AsArray().ToDictionary(r => r!["type"]!.GetValue<string>(), r => r!.AsObject());

    public JsonObject Metadata => metadata;

    /// <summary>A client with a patient's token, or without any.</summary>
    public HttpClient App(string? patient) => app(patient);

    public World World => field ??= new(_isPublic, Types.Keys.ToHashSet(StringComparer.Ordinal));

    /// <summary>What was not loaded, by reference, with the reason given.</summary>
    public IReadOnlyDictionary<string, string> Rejects { get; set; } = new Dictionary<string, string>();

    /// <summary>What was not loaded of the real drug plan.</summary>
    public IReadOnlyDictionary<string, string> RealRejects { get; set; } = new Dictionary<string, string>();

    /// <summary>Asks with the token of the one member, or of another patient, and follows the pages to the end.</summary>
    public async Task<Answer> Ask(string query, string patient = World.Member)
    {
        List<JsonObject> pages = [];
        for (string? next = query; next is not null; next = Link(pages[^1], "next"))
        {
            using var response = await app(patient).GetAsync(new Uri(next, UriKind.RelativeOrAbsolute));
            var body = await response.Content.ReadAsStringAsync();
            if (response.StatusCode != HttpStatusCode.OK)
                return Answer.Refused(response.StatusCode, JsonNode.Parse(body)!.AsObject());
            pages.Add(JsonNode.Parse(body)!.AsObject());
        }

        return Answer.Of(pages);
    }

    /// <summary>Reads one resource, or null.</summary>
    public async Task<JsonObject?> Read(string reference, string patient = World.Member)
    {
        using var response = await app(patient).GetAsync(new Uri(reference, UriKind.Relative));
        return response.StatusCode == HttpStatusCode.OK ? JsonNode.Parse(await response.Content.ReadAsStringAsync())!.AsObject() : null;
    }

    /// <summary>A patient's own token for the patient, the member's for everything else.</summary>
    public static string TokenFor(Loaded record) => record.Type == "Patient" ? record.Id : World.Member;

    private static string? Link(JsonObject bundle, string relation) =>
        bundle["link"]!.AsArray().FirstOrDefault(l => l!["relation"]!.GetValue<string>() == relation)?["url"]?.GetValue<string>();
}
