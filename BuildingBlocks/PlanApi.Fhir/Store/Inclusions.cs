using MongoDB.Bson;
using MongoDB.Driver;
using PlanApi.Fhir.Index;

namespace PlanApi.Fhir.Store;

/// <summary>Finds what a page of matches includes, under the same access as the matches.</summary>
internal sealed class Inclusions(
    AccessScope scope,
    SharedVisibility? shared,
    ResourceCollections collections,
    Limits limits)
{
    /// <summary>The included resources, and whether some were left out for their number.</summary>
    public async ValueTask<(IReadOnlyList<ResourceDocument> Included, bool Cut)> Of(
        IReadOnlyList<ResourceDocument> matches, IReadOnlyList<Inclusion> inclusions, BsonDocument projection, CancellationToken ct)
    {
        var seen = matches.Select(m => m.Id).ToHashSet(StringComparer.Ordinal);
        List<ResourceDocument> included = [];
        var sources = matches;
        for (var round = 0; round < Limits.IncludeRounds && sources.Count > 0; round++)
        {
            var due = inclusions.Where(i => round == 0 || i.Iterate).ToLookup(i => i.Reverse);
            var before = included.Count;
            if (due[false].Any() && !Take(await Referred(sources, due[false], seen, projection, ct)))
                return (included, true);
            foreach (var reverse in due[true])
            {
                if (!Take(await Referring(sources, reverse, seen, limits.Included - included.Count + 1, projection, ct)))
                    return (included, true);
            }

            sources = included[before..];
        }

        return (included, false);

        // False where there is no room for all.
        bool Take(IEnumerable<ResourceDocument> found)
        {
            foreach (var document in found.Where(d => !seen.Contains(d.Id)))
            {
                if (included.Count == limits.Included)
                    return false;
                seen.Add(document.Id);
                included.Add(document);
            }

            return true;
        }
    }

    private async ValueTask<IReadOnlyList<ResourceDocument>> Referred(
        IReadOnlyList<ResourceDocument> sources, IEnumerable<Inclusion> inclusions, HashSet<string> seen, BsonDocument projection, CancellationToken ct)
    {
        HashSet<string> direct = new(StringComparer.Ordinal), further = new(StringComparer.Ordinal);
        foreach (var inclusion in inclusions)
        {
            // What a patient's own visible resource names is visible; what a shared one names is still to be asked about.
            (scope.ByReference(inclusion.Source) ? further : direct).UnionWith(Targets(sources, inclusion).Where(t => !seen.Contains(t)));
        }

        // One query for all, in which what is read under the same condition stands together.
        List<BsonDocument> any = [];
        foreach (var alike in direct.Union(further).GroupBy(t => scope.OnRead(ReferenceText.TypeOf(t)), ReferenceEqualityComparer.Instance))
        {
            if (alike.Key is not BsonDocument condition)
                continue;
            List<string> visible = [];
            foreach (var target in alike)
            {
                if (!scope.ByReference(ReferenceText.TypeOf(target)) || direct.Contains(target) || await shared!.Sees(target, ct))
                    visible.Add(target);
            }

            if (visible.Count > 0)
                any.Add(new Filter(CriterionFilter.In(scope.KeyField, visible.Select(scope.KeyOf))).Add(condition).ToBson());
        }

        if (any.Count == 0)
            return [];
        var filter = any is [var one] ? one : new("$or", new BsonArray(any));
        var found = await collections.Current.Find(filter).Project<ResourceDocument>(projection).Limit(limits.Included + 1).ToListAsync(ct);
        return found.FindAll(d => !d.Deleted);
    }

    private static IEnumerable<string> Targets(IEnumerable<ResourceDocument> sources, Inclusion inclusion)
    {
        var entry = Entry.Reference(inclusion.Parameter.Name, "");
        return sources.Where(s => ReferenceText.TypeOf(s.Id) == inclusion.Source)
            .SelectMany(s => s.EntriesBeginning(entry).Select(e => ReferenceText.Local(e[entry.Length..])))
            .OfType<string>()
            .Where(t => inclusion.Target is null || ReferenceText.TypeOf(t) == inclusion.Target);
    }

    private async ValueTask<IReadOnlyList<ResourceDocument>> Referring(
        IReadOnlyList<ResourceDocument> sources, Inclusion inclusion, HashSet<string> seen, int room, BsonDocument projection, CancellationToken ct)
    {
        string[] targets = [.. sources.Select(s => s.Id).Where(id => inclusion.Parameter.Targets.Contains(ReferenceText.TypeOf(id)))];
        if (targets.Length == 0 || scope.OnRead(inclusion.Source) is not { } condition)
            return [];
        var byReference = scope.ByReference(inclusion.Source);
        var filter = new Filter(condition)
            .Add(new(ResourceDocument.TypeField, inclusion.Source))
            .Add(CriterionFilter.In(ResourceDocument.EntriesField, targets.Select(t => Entry.Reference(inclusion.Parameter.Name, t))));
        if (byReference)
            filter.Add(CriterionFilter.In(ResourceDocument.Key, await shared!.Candidates([inclusion.Source], ct)));
        var found = await collections.Current.Find(filter.ToBson()).Project<ResourceDocument>(projection)
            .Sort(new BsonDocument(ResourceDocument.Key, 1)).Limit(room + seen.Count).ToListAsync(ct);
        return byReference ? await shared!.Seen(found, ct) : found;
    }
}
