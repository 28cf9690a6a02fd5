using System.Runtime.CompilerServices;
using MongoDB.Bson;
using MongoDB.Driver;
using PlanApi.Fhir.Bodies;
using PlanApi.Fhir.Index;

namespace PlanApi.Fhir.Store;

/// <summary>
/// Goes through a patient's record by type and id, from any resource on: the patient, what it owns, then the shared resources that those refer
/// to. What is written meanwhile moves nothing. Each type is asked for under the condition of its searches, neighbours of one condition by one
/// query, so that nothing is found here that a search would not find.
/// </summary>
internal sealed class RecordWalk
{
    private const int Stride = 250;

    private static readonly BsonDocument ByKey = new(ResourceDocument.Key, 1);

    private readonly AccessScope _scope;
    private readonly SharedVisibility _shared;
    private readonly ResourceCollections _collections;
    private readonly DateTime? _since;
    private readonly IReadOnlyList<Step> _steps;

    /// <param name="all">The types that are declared.</param>
    /// <param name="types">Those to go through; all of them searchable.</param>
    /// <param name="since">Only what was written from then on; null for all.</param>
    public RecordWalk(
        AccessScope scope, SharedVisibility shared, ResourceCollections collections, IEnumerable<DeclaredType> all, IEnumerable<string> types, DateTime? since)
    {
        (_scope, _shared, _collections, _since) = (scope, shared, collections, since);
        _steps = Steps(all, types.ToHashSet(StringComparer.Ordinal));
    }

    private sealed record Step(List<string> Types, bool IsShared);

    // The patient by itself. The other names are in the order of the keys: neighbours of one condition are one stretch, in which lies nothing that is not to be gone through.
    private List<Step> Steps(IEnumerable<DeclaredType> all, HashSet<string> types)
    {
        List<Step> steps = [];
        DeclaredType? before = null;
        foreach (var type in all.OrderBy(t => t.IsShared ? 2 : t.IsPatient ? 0 : 1).ThenBy(t => t.Declaration.Type, StringComparer.Ordinal))
        {
            var name = type.Declaration.Type;
            var isAsked = types.Contains(name);
            if (isAsked && before is { IsPatient: false } && before.IsShared == type.IsShared && _scope.OnSearched(name) == _scope.OnSearched(before.Declaration.Type))
                steps[^1].Types.Add(name);
            else if (isAsked)
                steps.Add(new([name], type.IsShared));
            before = isAsked ? type : null;
        }

        return steps;
    }

    /// <summary>Everything after a resource, in batches none of which is empty.</summary>
    /// <param name="start"><c>Type/id</c> of the last resource seen, or "".</param>
    /// <param name="most">How many will be looked at; null for all.</param>
    public async IAsyncEnumerable<EntryBatch> From(string start, int? most, [EnumeratorCancellation] CancellationToken ct)
    {
        foreach (var step in start.Length == 0 ? _steps : _steps.SkipWhile(s => !s.Types.Contains(ReferenceText.TypeOf(start))))
        {
            await foreach (var batch in step.IsShared ? Shared(step, start, ct) : Own(step, start, most, ct))
                yield return batch;
            start = "";
        }
    }

    /// <summary>One page after a resource, and <c>Type/id</c> of its last one where more follow.</summary>
    public async ValueTask<(IReadOnlyList<StoredResource> Own, IReadOnlyList<StoredResource> Shared, string? Last)> Page(string start, int count, CancellationToken ct)
    {
        List<StoredResource> matches = [], included = [];
        StoredResource? last = null;
        await foreach (var batch in From(start, count + 1, ct))
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

    private async IAsyncEnumerable<EntryBatch> Own(Step step, string after, int? most, [EnumeratorCancellation] CancellationToken ct)
    {
        var stretch = KeyRange.Of(after.Length > 0 ? _scope.KeyOf(after) : _scope.KeysOf(step.Types[0]).Before, _scope.KeysOf(step.Types[^1]).End);
        using var found = await Find(Condition(step).Add(stretch), ScopedRepository.ServedWithReferences, most, ct);
        while (await found.MoveNextAsync(ct))
        {
            _shared.Remember(found.Current.SelectMany(d => d.References));
            if (found.Current.Any())
                yield return new([.. found.Current.Select(d => d.ToStored())], Included: false);
        }
    }

    // Candidates may outlive the reference that made them visible, so each is asked about.
    private async IAsyncEnumerable<EntryBatch> Shared(Step step, string after, [EnumeratorCancellation] CancellationToken ct)
    {
        var candidates = (await _shared.Candidates(step.Types, ct)).Where(c => string.CompareOrdinal(c, after) > 0).ToList();
        if (candidates.Count == 0)
            yield break;
        using var found = await Find(Condition(step).Add(CriterionFilter.In(ResourceDocument.Key, candidates)), ScopedRepository.Served, null, ct);
        while (await found.MoveNextAsync(ct))
        {
            var visible = await _shared.Seen(found.Current, ct);
            if (visible.Count > 0)
                yield return new([.. visible.Select(d => d.ToStored())], Included: true);
        }
    }

    private Filter Condition(Step step)
    {
        var filter = new Filter(_scope.OnSearched(step.Types[0])!).Add(CriterionFilter.In(ResourceDocument.TypeField, step.Types));
        return _since is { } since ? filter.Add(CriterionFilter.Of(default, new Criterion.Written(Comparator.GreaterOrEqual, since, since))) : filter;
    }

    private Task<IAsyncCursor<ResourceDocument>> Find(Filter filter, BsonDocument projection, int? most, CancellationToken ct)
    {
        var all = filter.ToBson();
        return _collections.Current.Find(all, new() { BatchSize = Math.Min(most ?? Stride, Stride), MaxTime = Limits.Time, Hint = KeyRange.Hint(all) })
            .Project<ResourceDocument>(projection).Sort(ByKey).Limit(most).ToCursorAsync(ct);
    }
}
