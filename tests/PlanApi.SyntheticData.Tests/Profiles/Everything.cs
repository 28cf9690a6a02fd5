using System.Text.Json.Nodes;
using Hl7.Fhir.Model;
using PlanApi.SyntheticData.Tests.Plan;

namespace PlanApi.SyntheticData.Tests.Profiles;

/// <summary>What all scenarios, the directory and the formulary tell, as it is served.</summary>
internal static class Everything
{
    /// <summary>The longest scenario tells nothing that the others do not.</summary>
    private static readonly IReadOnlyList<Resource> Resources =
    [
        .. Scenario.All.Where(s => s != Scenario.ThousandsOfClaims).SelectMany(s => Households.Of(s, s.Key).Resources), .. Plans.Directory, .. Plans.Formulary,
    ];

    private static readonly IReadOnlyDictionary<string, Resource> ByReference = Resources.GroupBy(Plans.Reference).ToDictionary(g => g.Key, g => g.First());

    /// <summary>The resources that state each profile.</summary>
    public static readonly IReadOnlyDictionary<Profile, IReadOnlyList<JsonObject>> ByProfile = ByReference.Values.Select(AsServed)
        .SelectMany(json => json["meta"]!["profile"]!.AsArray().Select(p => (Profile: Profile.Find(p!.GetValue<string>())!, Json: json)))
        .GroupBy(r => r.Profile).ToDictionary(g => g.Key, g => (IReadOnlyList<JsonObject>)[.. g.Select(r => r.Json)]);

    public static ProfileCheck Check() => new(r => ByReference.GetValueOrDefault(r));

    /// <summary>With the time that the server writes.</summary>
    public static JsonObject AsServed(Resource resource)
    {
        var json = JsonNode.Parse(resource.ToJson())!.AsObject();
        json["meta"]!["lastUpdated"] = "2026-11-20T00:00:00Z";
        return json;
    }
}
