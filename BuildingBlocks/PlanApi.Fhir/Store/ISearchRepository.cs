namespace PlanApi.Fhir;

/// <summary>
/// The resources of a branch as one asker may see them. Made by <see cref="FhirBranch.As"/> for an <see cref="Access"/>;
/// what that access does not cover is simply not there.
/// </summary>
public interface ISearchRepository
{
    /// <summary>The current version, possibly one that says deleted, or null where there is none to see.</summary>
    ValueTask<StoredResource?> Find(string type, string id, CancellationToken ct);

    /// <summary>One version, or null. Visible to whom the current version is visible.</summary>
    ValueTask<StoredResource?> FindVersion(string type, string id, int version, CancellationToken ct);

    /// <summary>The versions before one, newest first, at most <paramref name="count"/>; null where there is no current version to see.</summary>
    /// <param name="before">Null for the newest.</param>
    ValueTask<VersionPage?> Versions(string type, string id, int? before, int count, CancellationToken ct);

    /// <summary>The versions from one on, oldest first, at most <paramref name="count"/>; null where there is no current version to see.</summary>
    ValueTask<VersionPage?> VersionsFrom(string type, string id, int version, int count, CancellationToken ct);

    /// <summary>One page of a search, with what it includes.</summary>
    ValueTask<SearchPage> Search(SearchQuery query, CancellationToken ct);

    /// <summary>How many resources a search matches, without its page limit.</summary>
    ValueTask<long> Count(SearchQuery query, CancellationToken ct);
}

/// <summary>Some versions of one resource: those that the asker may see, so that numbers may be missing between them.</summary>
/// <param name="Versions">In the order asked for.</param>
/// <param name="Newest">The number of the current version.</param>
public sealed record VersionPage(IReadOnlyList<StoredResource> Versions, int Newest);

/// <summary>One page of a search.</summary>
/// <param name="Matches">At most the count asked for, in the order of the search.</param>
/// <param name="Included">What <c>_include</c> and <c>_revinclude</c> add, each resource once and none that is a match.</param>
/// <param name="Next">Where the next page starts, or null on the last one.</param>
/// <param name="IncludesCut">Whether there were more resources to include than one page may carry.</param>
/// <param name="Start">The place of the first match, or null where there is none.</param>
public sealed record SearchPage(
    IReadOnlyList<StoredResource> Matches, IReadOnlyList<StoredResource> Included, SearchPosition? Next, bool IncludesCut = false, SearchPosition? Start = null);
