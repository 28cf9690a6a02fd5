using System.Text.Json;

namespace PlanApi.PatientAccess.MemberRecords;

/// <summary>Parts of a Patient as stored, without making a model of it.</summary>
internal static class PatientElements
{
    public static IEnumerable<JsonElement> Items(JsonElement element, string name) =>
        element.TryGetProperty(name, out var array) && array.ValueKind == JsonValueKind.Array ? array.EnumerateArray() : [];

    public static string? Text(JsonElement element, string name) => element.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null;

    /// <summary>Whether an address or contact point still counts.</summary>
    public static bool IsCurrent(JsonElement element) => Text(element, "use") != "old"
        && !(element.TryGetProperty("period", out var period) && Text(period, "end") is not null);
}
