namespace PlanApi.Fhir.Index;

/// <summary>Names under which a quantity's number is kept: whatever its unit, by system and code, and by code or unit alone (search.html#quantity).</summary>
internal static class Unit
{
    /// <summary>The number as a quantity of a unit in its system.</summary>
    public static string Coded(string parameter, string system, string code) => $"{parameter}={system} {code}";

    /// <summary>The number as a quantity of a unit by its code, or as people write it.</summary>
    public static string Any(string parameter, string unit) => $"{parameter}:unit={unit}";
}
