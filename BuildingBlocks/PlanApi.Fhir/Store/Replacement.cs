namespace PlanApi.Fhir.Store;

/// <summary>A new version, and what is there of the resource, the newest first.</summary>
internal sealed record Replacement(ResourceDocument Document, IReadOnlyList<ResourceDocument> Existing)
{
    public ResourceDocument? Old => Existing is [var newest, ..] ? newest : null;

    /// <summary>What is in its place: the newest, or, where the resource changes hands, nothing, or what was left there.</summary>
    public ResourceDocument? Replaced { get; } = Existing.FirstOrDefault(e => e.StoredKey == Document.StoredKey);

    /// <summary>What writes to other owners left elsewhere.</summary>
    public IEnumerable<ResourceDocument> Left => Existing.Where(e => e != Old && e != Replaced);
}
