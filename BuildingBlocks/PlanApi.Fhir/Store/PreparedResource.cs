using PlanApi.Fhir.Index;

namespace PlanApi.Fhir.Store;

/// <summary>A resource read, validated and indexed, ready to be written; or why it is not.</summary>
internal sealed record PreparedResource
{
    /// <summary><c>Type/id</c>, as far as it could be read.</summary>
    public string? Reference { get; init; }

    /// <summary>What to answer instead of writing it, or null.</summary>
    public Change? Refused { get; init; }

    public ResourceJson Json { get; init; } = null!;

    public IndexedValues Values { get; init; } = null!;

    public byte[] Hash { get; init; } = [];

    public string? Owner { get; init; }

    /// <summary>Whether it refers to resources within itself.</summary>
    public bool HasContainedReferences => Json.RefersWithin;

    /// <summary>The resources whose owner it takes, or null when its owner is known.</summary>
    public IReadOnlyList<string>? OwningTargets { get; init; }

    public ResourceDocument ToDocument(int version, DateTime updated, string? organization) => new()
    {
        Id = Reference!,
        Version = version,
        Updated = updated,
        Owner = Owner,
        Organization = organization,
        Hash = Hash,
        Date = Values.MainDate,
        Entries = Values.Entries,
        Ranges = Values.Ranges,
        Numbers = Values.Numbers,
        Sort = Values.Sort,
        References = Json.References,
        Json = Json.Stamp(version, updated),
    };
}
