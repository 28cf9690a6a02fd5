using MongoDB.Bson;
using MongoDB.Driver;
using PlanApi.Fhir.Index;

namespace PlanApi.Fhir.Store;

/// <summary>Finds what a page of matches includes, under the same access as the matches.</summary>
internal sealed class Inclusions(
    AccessScope scope,
    SharedVisibility? shared,
    ResourceCollections collections)
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
            List<ResourceDocument> added = [];
            foreach (var inclusion in inclusions.Where(i => round == 0 || i.Iterate))
            {
                var room = Limits.Included - included.Count - added.Count;
                var found = inclusion.Reverse
                    ? await Referring(sources, inclusion, seen, room + 1, projection, ct)
                    : await Referred(sources, inclusion, seen, projection, ct);
                foreach (var document in found)
                {
                    if (added.Count + included.Count == Limits.Included)
                        return ([.. included, .. added], true);
                    if (seen.Add(document.Id))
                        added.Add(document);
                }
            }

            included.AddRange(added);
            sources = added;
        }

        return (included, false);
    }

    private async ValueTask<IReadOnlyList<ResourceDocument>> Referred(
        IReadOnlyList<ResourceDocument> sources, Inclusion inclusion, HashSet<string> seen, BsonDocument projection, CancellationToken ct)
    {
        var entry = Entry.Reference(inclusion.Parameter.Name, "");
        HashSet<string> direct = new(StringComparer.Ordinal), further = new(StringComparer.Ordinal);
        foreach (var source in sources.Where(s => ReferenceText.TypeOf(s.Id) == inclusion.Source))
        {
            // What a patient's own visible resource names is visible; what a shared one names is still to be asked about.
            var into = scope.ByReference(inclusion.Source) ? further : direct;
            foreach (var target in source.Entries.Where(e => e.StartsWith(entry, StringComparison.Ordinal)).Select(e => ReferenceText.Local(e[entry.Length..])))
            {
                if (target is not null && !seen.Contains(target) && (inclusion.Target is null || ReferenceText.TypeOf(target) == inclusion.Target))
                    into.Add(target);
            }
        }

        List<ResourceDocument> found = [];
        foreach (var ofType in direct.Concat(further).Distinct().GroupBy(ReferenceText.TypeOf).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            if (scope.OnRead(ofType.Key) is not { } condition)
                continue;
            List<string> visible = [];
            foreach (var target in ofType)
            {
                if (!scope.ByReference(ofType.Key) || direct.Contains(target) || await shared!.Sees(target, ct))
                    visible.Add(target);
            }

            var filter = new Filter(CriterionFilter.In(ResourceDocument.Key, visible)).Add(condition).Add(new(ResourceDocument.TypeField, ofType.Key));
            found.AddRange(await collections.Current.Find(filter.ToBson()).Project<ResourceDocument>(projection).Limit(Limits.Included + 1).ToListAsync(ct));
        }

        return found;
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
            filter.Add(CriterionFilter.In(ResourceDocument.Key, await shared!.Candidates(inclusion.Source, ct)));
        var found = await collections.Current.Find(filter.ToBson()).Project<ResourceDocument>(projection)
            .Sort(new BsonDocument(ResourceDocument.Key, 1)).Limit(room + seen.Count).ToListAsync(ct);
        if (!byReference)
            return found;
        List<ResourceDocument> visible = [];
        foreach (var document in found)
        {
            if (await shared!.Sees(document.Id, ct))
                visible.Add(document);
        }

        return visible;
    }
}
