using System.Text.Json.Nodes;

namespace PlanApi.SyntheticData.Tests.Profiles;

/// <summary>Whether codes are of the value set that an element is bound to.</summary>
internal static class Bindings
{
    /// <summary>R4's list of kinds of identifiers lacks those that the guides ask for: NPI, member number, and the identifier of a facility.</summary>
    private const string KindsOfIdentifiers = "http://hl7.org/fhir/ValueSet/identifier-type";

    /// <summary>
    /// In which position something was measured: R4's own example of a weight has it as a component, and the set of vital signs, which is extensible, has nothing for it.
    /// </summary>
    private const string BodyPosition = "8361-8";

    /// <summary>What is wrong with a coded value; null when nothing is, or nobody can tell.</summary>
    public static string? Problem(JsonNode value, (string Strength, string ValueSet) binding)
    {
        if (binding.Strength is not ("required" or "extensible") || binding.ValueSet == KindsOfIdentifiers)
        {
            return null;
        }

        var codings = Codings(value).ToList();
        if (codings.Count == 0)
        {
            // A concept that is told in words alone is outside of the set, which only a required binding forbids.
            return binding.Strength == "required" && value is JsonObject concept && concept.ContainsKey("text") ? $"has no code of {binding.ValueSet}" : null;
        }

        var found = codings.Select(c => (c.System, c.Code, In: ValueSets.Contains(binding.ValueSet, c.System, c.Code))).ToList();
        if (found.Any(f => f.In != Membership.Out))
        {
            return null;
        }

        // An extensible binding lets other systems in where the set has nothing that fits.
        return binding.Strength == "required" || found.Any(f => f.System is not null && f.Code != BodyPosition && ValueSets.DrawsFrom(binding.ValueSet, f.System))
            ? $"{string.Join(", ", found.Select(f => $"{f.System}|{f.Code}"))} is not of {binding.ValueSet}"
            : null;
    }

    /// <summary>The codes of a code, a Coding, a CodeableConcept or a Quantity; those without a code say nothing.</summary>
    public static IEnumerable<(string? System, string Code)> Codings(JsonNode value) => value switch
    {
        JsonObject o when o["coding"] is JsonArray codings => codings.OfType<JsonNode>().SelectMany(Codings),
        JsonObject o => (string?)o["code"] is { } code ? [((string?)o["system"] ?? "", code)] : [],
        JsonValue v when v.TryGetValue<string>(out var code) => [(null, code)],
        _ => [],
    };
}
