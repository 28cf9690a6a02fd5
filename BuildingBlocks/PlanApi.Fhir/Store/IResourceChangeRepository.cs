namespace PlanApi.Fhir;

/// <summary>
/// Writes resources: by load, by the sandbox's generator and by the demo data, never by apps. Each write is atomic for its
/// resource; an old version is kept before the new one replaces it.
/// </summary>
public interface IResourceChangeRepository
{
    /// <summary>
    /// Makes each resource the current version. Content that is already there makes no new version. The resources must be JSON
    /// with a type and id; references should already be resolved.
    /// </summary>
    /// <param name="resources">UTF-8 JSON, one resource each.</param>
    /// <param name="organization">The sandbox vendor organization they belong to, or null.</param>
    /// <returns>What became of each, in the order given.</returns>
    ValueTask<IReadOnlyList<Change>> Put(IReadOnlyList<ReadOnlyMemory<byte>> resources, string? organization, CancellationToken ct);

    /// <summary>Deletes a resource: reading it answers 410 from now on. False where there was none.</summary>
    ValueTask<bool> Delete(string type, string id, CancellationToken ct);

    /// <summary>
    /// Removes, with all versions and without trace, what belongs to a sandbox vendor organization, or to one of its patients.
    /// </summary>
    /// <param name="organization">The organization; required, so that a plan's data cannot be purged by mistake.</param>
    /// <param name="patient">The patient's id, or null for everything of the organization.</param>
    /// <returns>How many current resources went.</returns>
    ValueTask<long> Purge(string organization, string? patient, CancellationToken ct);
}

/// <summary>What became of one written resource.</summary>
public enum ChangeKind
{
    Created,
    Updated,
    Unchanged,

    /// <summary>Valid or not, its type is none that this endpoint serves; nothing was written.</summary>
    NotServed,

    Rejected,
}

/// <summary>The outcome of writing one resource.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="Reference"><c>Type/id</c>, as far as it could be read.</param>
/// <param name="Reason">Why it was rejected, or was not served; null otherwise.</param>
/// <param name="Path">FHIRPath of the first element that is wrong, where it was rejected for one.</param>
public sealed record Change(ChangeKind Kind, string? Reference, string? Reason = null, string? Path = null)
{
    /// <summary>Whether it is of a type that belongs to patients and belongs to none, or to several: it is stored, and no app sees it.</summary>
    public bool IsHidden { get; init; }
}
