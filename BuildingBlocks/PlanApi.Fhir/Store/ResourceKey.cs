namespace PlanApi.Fhir.Store;

/// <summary>
/// Keys of documents: <c>owner|Type/id</c> of what a patient owns, so that each record lies together in the order of its types and ids;
/// <c>Type/id</c> of everything else.
/// </summary>
internal static class ResourceKey
{
    public static string Of(string? owner, string reference) => owner is null ? reference : $"{owner}|{reference}";

    /// <summary>The owner that a key says, or null, and the rest of it.</summary>
    public static (string? Owner, string Reference) Parse(string key)
    {
        var bar = key.IndexOf('|', StringComparison.Ordinal);
        return bar < 0 ? (null, key) : (key[..bar], key[(bar + 1)..]);
    }
}
