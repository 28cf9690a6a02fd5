using MongoDB.Bson;
using PlanApi.Fhir.Index;

namespace PlanApi.Fhir.Store;

/// <summary>Turns conditions that need searches of their own (chains, <c>_has</c>, near) into conditions on the document, under the same access.</summary>
internal sealed class CriterionResolver(AccessScope scope, IReadOnlyDictionary<string, DeclaredType> types, Limits limits, MatchFinder matches)
{
    private static readonly BsonDocument OnlyEntries = new(ResourceDocument.EntriesField, 1);

    /// <returns>Null where the condition can not hold.</returns>
    public async ValueTask<Criterion?> Resolve(string type, Criterion criterion, CancellationToken ct)
    {
        switch (criterion)
        {
            case Criterion.Chain chain:
                List<string> entries = [];
                foreach (var target in chain.Targets)
                    entries.AddRange((await All(target, MatchFinder.OnlyIds, ct)).Select(t => Entry.Reference(chain.Parameter, t.Id)));
                return entries.Count == 0 ? null : new Criterion.Exact(entries);
            case Criterion.Has has:
                return await Referred(type, has, ct) is { Count: > 0 } ids ? new Criterion.Ids(ids) : null;
            case Criterion.Near near:
                return await Near(type, near, ct) is { Count: > 0 } places ? new Criterion.Ids([.. places.Keys]) : null;
            case Criterion.AnyOf any:
                List<Criterion> possible = [];
                foreach (var of in any.Of)
                {
                    if (await Resolve(type, of, ct) is { } resolved)
                        possible.Add(resolved);
                }

                return possible.Count == 0 ? null : new Criterion.AnyOf(possible);
            default:
                return criterion;
        }
    }

    /// <summary>The resources of a type near a place, with their distances in kilometres.</summary>
    public async ValueTask<IReadOnlyDictionary<string, double>> Near(string type, Criterion.Near near, CancellationToken ct) =>
        await TryNear(type, near, ct) ?? throw TooMany(type, near);

    public FhirFailureException TooMany(string type, Criterion.Near near) =>
        MatchFinder.TooCostly($"More than {limits.Near} {type} resources are that near. Ask for a smaller distance.", near.Parameter);

    /// <summary>As <see cref="Near"/>; null where more are in the cells around than a search may look at.</summary>
    public async ValueTask<IReadOnlyDictionary<string, double>?> TryNear(string type, Criterion.Near near, CancellationToken ct)
    {
        var centre = new Place(near.Latitude, near.Longitude);
        var query = new SearchQuery
        {
            Type = type,
            Criteria = [new Criterion.Prefixes([.. GeoCell.Around(centre, near.Kilometres).Select(c => Entry.InCell(near.Parameter, c))])],
        };
        var candidates = await matches.FindAny(query, limits.Near + 1, new($"{ResourceDocument.SortField}.{near.Parameter}", 1), ct);
        if (candidates.Count > limits.Near)
            return null;
        Dictionary<string, double> found = new(StringComparer.Ordinal);
        foreach (var candidate in candidates)
        {
            if (Place.Parse((string)candidate.Sort[near.Parameter]) is { } place && centre.DistanceTo(place) is var distance && distance <= near.Kilometres)
                found.Add(ReferenceText.IdOf(candidate.Id), distance);
        }

        return found;
    }

    private async ValueTask<IReadOnlyList<string>> Referred(string type, Criterion.Has has, CancellationToken ct)
    {
        // What a patient owns refers to that patient: one is as good as all.
        if (scope.Access is Access.Compartment compartment && type == "Patient" && types[has.Source.Type].OwnerParameters.Contains(has.Parameter))
            return (await matches.FindAny(has.Source, 1, MatchFinder.OnlyIds, ct)).Count > 0 ? [compartment.Patient] : [];
        var entry = Entry.Reference(has.Parameter, type + "/");
        return [.. (await All(has.Source, OnlyEntries, ct)).SelectMany(d => d.Entries)
            .Where(e => e.StartsWith(entry, StringComparison.Ordinal)).Select(e => e[entry.Length..]).Distinct(StringComparer.Ordinal)];
    }

    /// <exception cref="FhirFailureException">There are more than a condition may carry.</exception>
    private async ValueTask<IReadOnlyList<ResourceDocument>> All(SearchQuery query, BsonDocument projection, CancellationToken ct)
    {
        var found = await matches.FindAny(query, limits.ChainTargets + 1, projection, ct);
        return found.Count <= limits.ChainTargets
            ? found
            : throw MatchFinder.TooCostly($"More than {limits.ChainTargets} {query.Type} resources match the condition on them. Make it narrower.", query.Type);
    }
}
