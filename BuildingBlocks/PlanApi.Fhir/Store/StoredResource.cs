namespace PlanApi.Fhir;

/// <summary>One version of a resource as the store holds it.</summary>
public sealed class StoredResource
{
    /// <summary>The R4 type name.</summary>
    public required string Type { get; init; }

    /// <summary>The logical id, unique in its type and branch.</summary>
    public required string Id { get; init; }

    /// <summary>1 for the first version, one more for each change.</summary>
    public required int Version { get; init; }

    /// <summary>When this version was written, UTC, in milliseconds.</summary>
    public required DateTime LastUpdated { get; init; }

    /// <summary>
    /// Where it stands in the order of its type's main date, UTC: the start of that date, or the first of all dates where it has none. Null for types
    /// without one, and for earlier versions.
    /// </summary>
    public DateTime? MainDate { get; init; }

    /// <summary>The JSON exactly as served, UTF-8; empty when deleted.</summary>
    public byte[] Json { get; init; } = [];

    /// <summary>Whether this version says that the resource was deleted.</summary>
    public bool Deleted { get; init; }

    /// <summary>The same version with less of its JSON.</summary>
    internal StoredResource Shown(byte[] json) => new()
    {
        Type = Type,
        Id = Id,
        Version = Version,
        LastUpdated = LastUpdated,
        MainDate = MainDate,
        Json = json,
        Deleted = Deleted,
    };
}
