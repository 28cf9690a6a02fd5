using System.Net;
using System.Text.Json.Nodes;

namespace PlanApi.Conformance.Tests.Asking;

/// <summary>What a search answered, all pages together.</summary>
/// <param name="Matches">What was found, by reference.</param>
/// <param name="Included">What was added.</param>
/// <param name="Understood">The query of the self link.</param>
/// <param name="Refusal">Why it was refused, or null.</param>
internal sealed record Answer(IReadOnlyDictionary<string, JsonObject> Matches, IReadOnlyDictionary<string, JsonObject> Included, ILookup<string, string> Understood, string? Refusal)
{
    public static Answer Of(IReadOnlyList<JsonObject> pages)
    {
        var entries = pages.SelectMany(p => p["entry"]?.AsArray() ?? []).Select(e => (Mode: e!["search"]!["mode"]!.GetValue<string>(), Resource: e["resource"]!.AsObject())).ToList();
        var self = pages[0]["link"]!.AsArray().Single(l => l!["relation"]!.GetValue<string>() == "self")!["url"]!.GetValue<string>();
        return new(
            entries.Where(e => e.Mode == "match").ToDictionary(e => Reference(e.Resource), e => e.Resource),
            entries.Where(e => e.Mode == "include").DistinctBy(e => Reference(e.Resource)).ToDictionary(e => Reference(e.Resource), e => e.Resource),
            Query(self),
            null);
    }

    public static Answer Refused(HttpStatusCode status, JsonObject outcome) => new(
        new Dictionary<string, JsonObject>(),
        new Dictionary<string, JsonObject>(),
        Query(""),
        $"{(int)status} {outcome["issue"]?[0]?["diagnostics"]}");

    private static string Reference(JsonObject resource) => $"{resource["resourceType"]!.GetValue<string>()}/{resource["id"]!.GetValue<string>()}";

    private static ILookup<string, string> Query(string url)
    {
        var at = url.IndexOf('?', StringComparison.Ordinal);
        return (at < 0 ? "" : url[(at + 1)..]).Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Select(p => p.Split('=', 2)).ToLookup(p => Uri.UnescapeDataString(p[0]), p => p.Length > 1 ? Uri.UnescapeDataString(p[1]) : "");
    }
}
