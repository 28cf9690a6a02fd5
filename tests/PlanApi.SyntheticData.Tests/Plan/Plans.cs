using System.Text.Json;
using Hl7.Fhir.Model;

namespace PlanApi.SyntheticData.Tests.Plan;

/// <summary>One plan's directory, formulary and members.</summary>
internal static class Plans
{
    public static readonly IReadOnlyList<Resource> Directory = [.. SyntheticPlan.Directory("plan", 300, Households.AsOf)];
    public static readonly IReadOnlyList<Resource> Formulary = [.. SyntheticPlan.Formulary("plan", Households.AsOf)];
    public static readonly IReadOnlyList<Resource> Network = [.. PlanApi.SyntheticData.Population.Network("plan", Households.AsOf)];
    public static readonly IReadOnlyList<SyntheticHousehold> Members = [.. Enumerable.Range(0, 60).Select(n => PlanApi.SyntheticData.Population.Household("plan", n, Households.AsOf))];

    public static string Reference(Resource resource) => $"{resource.TypeName}/{resource.Id}";

    public static IEnumerable<string> References(Resource resource)
    {
        using var json = JsonDocument.Parse(resource.ToJson());
        return [.. In(json.RootElement)];
    }

    private static IEnumerable<string> In(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(p => p.NameEquals("reference") ? [p.Value.GetString()!] : In(p.Value)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(In),
        _ => [],
    };
}
