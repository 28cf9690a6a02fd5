using System.Diagnostics;
using MongoDB.Bson;
using PlanApi.Fhir.Index;

namespace PlanApi.Fhir.Store;

/// <summary>
/// Turns conditions that need searches of their own (chains, <c>_has</c>, near) into conditions on the document, under the same access.
/// Made for one request: what its conditions find and how long they take is counted together, and each is resolved once.
/// </summary>
internal sealed class CriterionResolver(AccessScope scope, IReadOnlyDictionary<string, DeclaredType> types, Limits limits, MatchFinder matches)
{
    private static readonly BsonDocument OnlyEntries = new(ResourceDocument.EntriesField, 1);

    private readonly Dictionary<Criterion, Criterion?> _resolved = new(ReferenceEqualityComparer.Instance);
    private int _ends, _places;
    private long? _started;

    /// <returns>Null where the condition can not hold.</returns>
    public async ValueTask<Criterion?> Resolve(string type, Criterion criterion, CancellationToken ct)
    {
        switch (criterion)
        {
            case Criterion.Chain or Criterion.Has or Criterion.Near:
                if (!_resolved.TryGetValue(criterion, out var known))
                    _resolved[criterion] = known = await Search(type, criterion, ct);
                return known;
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

    public FhirFailureException TooManyPlaces(string type, string parameter) =>
        MatchFinder.TooCostly($"More than {limits.Near} {type} resources are that near. Ask for a smaller distance.", parameter);

    /// <summary>The resources of a type near a place of which other conditions hold too, with their distances in kilometres; null where more are around than a search may look at.</summary>
    public async ValueTask<IReadOnlyDictionary<string, double>?> TryNear(string type, Criterion.Near near, IEnumerable<Criterion> others, CancellationToken ct)
    {
        var centre = new Place(near.Latitude, near.Longitude);
        var candidates = await matches.FindAny(Around(type, near, others), limits.Near - _places + 1, new($"{ResourceDocument.SortField}.{near.Parameter}", 1), Left, ct);
        if (candidates.Count > limits.Near - _places)
            return null;
        _places += candidates.Count;
        Dictionary<string, double> found = new(StringComparer.Ordinal);
        foreach (var candidate in candidates)
        {
            if (Place.Parse((string)candidate.Sort[near.Parameter]) is { } place && centre.DistanceTo(place) is var distance && distance <= near.Kilometres)
                found.Add(ReferenceText.IdOf(candidate.Id), distance);
        }

        return found;
    }

    /// <summary>Whether more are around a place than a search may look at.</summary>
    public async ValueTask<bool> IsCrowded(string type, Criterion.Near near, IEnumerable<Criterion> others, CancellationToken ct) =>
        await matches.CountAny(Around(type, near, others), limits.Near - _places + 1, Left, ct) > limits.Near - _places;

    // No condition gets more time because others stand beside it.
    private TimeSpan Left
    {
        get
        {
            var left = Limits.Time - Stopwatch.GetElapsedTime(_started ??= Stopwatch.GetTimestamp());
            return left > TimeSpan.FromMilliseconds(1) ? left : TimeSpan.FromMilliseconds(1);
        }
    }

    private static SearchQuery Around(string type, Criterion.Near near, IEnumerable<Criterion> others)
    {
        var cells = GeoCell.Around(new(near.Latitude, near.Longitude), near.Kilometres).Select(c => Entry.InCell(near.Parameter, c));
        return new() { Type = type, Criteria = [new Criterion.Prefixes([.. cells]), .. others] };
    }

    private async ValueTask<Criterion?> Search(string type, Criterion criterion, CancellationToken ct)
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
                var places = await TryNear(type, near, [], ct) ?? throw TooManyPlaces(type, near.Parameter);
                return places.Count == 0 ? null : new Criterion.Ids([.. places.Keys]);
            default:
                throw new InvalidOperationException($"{criterion.GetType().Name} needs no search.");
        }
    }

    private async ValueTask<IReadOnlyList<string>> Referred(string type, Criterion.Has has, CancellationToken ct)
    {
        // What a patient owns refers to that patient: one is as good as all.
        if (scope.Access is Access.Compartment compartment && type == "Patient" && types[has.Source.Type].OwnerParameters.Contains(has.Parameter))
            return (await matches.FindAny(has.Source, 1, MatchFinder.OnlyIds, Left, ct)).Count > 0 ? [compartment.Patient] : [];
        var entry = Entry.Reference(has.Parameter, type + "/");
        return [.. (await All(has.Source, OnlyEntries, ct)).SelectMany(d => d.EntriesBeginning(entry)).Select(e => e[entry.Length..]).Distinct(StringComparer.Ordinal)];
    }

    /// <exception cref="FhirFailureException">There are more than a request's conditions may carry.</exception>
    private async ValueTask<IReadOnlyList<ResourceDocument>> All(SearchQuery query, BsonDocument projection, CancellationToken ct)
    {
        var found = await matches.FindAny(query, limits.ChainTargets - _ends + 1, projection, Left, ct);
        if (found.Count > limits.ChainTargets - _ends)
            throw MatchFinder.TooCostly($"More than {limits.ChainTargets} resources match the conditions on other resources, {query.Type} among them. Make them narrower.", query.Type);
        _ends += found.Count;
        return found;
    }
}
