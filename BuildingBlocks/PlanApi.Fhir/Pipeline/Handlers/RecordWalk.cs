using System.Runtime.CompilerServices;
using PlanApi.Fhir.Bodies;

namespace PlanApi.Fhir.Pipeline.Handlers;

/// <summary>
/// Goes through a patient's record type by type and by id, from any resource on. What is written meanwhile moves nothing. Each step
/// is a search under the repository's access, so that nothing is found here that a search would not find.
/// </summary>
internal sealed class RecordWalk(ISearchRepository repository, IReadOnlyList<string> own, IReadOnlyList<string> shared, DateTime? since)
{
    private const int Stride = 250;

    /// <summary>Everything after a resource, in batches none of which is empty.</summary>
    /// <param name="start"><c>Type/id</c> of the last resource seen, or "".</param>
    /// <param name="stride">Resources in a batch.</param>
    public async IAsyncEnumerable<EntryBatch> From(string start, [EnumeratorCancellation] CancellationToken ct, int stride = Stride)
    {
        var slash = start.IndexOf('/', StringComparison.Ordinal);
        IEnumerable<string> types = own.Concat(shared);
        if (slash > 0)
            types = types.SkipWhile(t => t != start[..slash]);
        var after = slash > 0 ? new SearchPosition([], start[(slash + 1)..]) : null;
        foreach (var type in types)
        {
            do
            {
                var page = await repository.Search(Query(type, after, stride), ct);
                if (page.Matches.Count > 0)
                    yield return new(page.Matches, shared.Contains(type));
                after = page.Next;
            }
            while (after is not null);
        }
    }

    /// <summary>One page after a resource, and <c>Type/id</c> of its last one where more follow.</summary>
    public async ValueTask<(IReadOnlyList<StoredResource> Own, IReadOnlyList<StoredResource> Shared, string? Last)> Page(string start, int count, CancellationToken ct)
    {
        List<StoredResource> matches = [], included = [];
        StoredResource? last = null;
        await foreach (var batch in From(start, ct, Math.Min(count + 1, Stride)))
        {
            foreach (var resource in batch.Resources)
            {
                if (matches.Count + included.Count == count)
                    return (matches, included, $"{last!.Type}/{last.Id}");
                (batch.Included ? included : matches).Add(resource);
                last = resource;
            }
        }

        return (matches, included, null);
    }

    private SearchQuery Query(string type, SearchPosition? after, int count) => new()
    {
        Type = type,
        Criteria = since is { } at ? [new Criterion.Written(Comparator.GreaterOrEqual, at, at)] : [],
        Count = count,
        After = after,
        RemembersReferences = true,
    };
}
