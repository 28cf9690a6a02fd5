using MongoDB.Bson;
using MongoDB.Driver;
using PlanApi.Fhir.Index;

namespace PlanApi.Fhir.Store;

/// <summary>
/// Decides which shared resources a patient's token sees: those that a current, readable resource of the patient refers to, and one
/// hop further what such a resource passes on (a PractitionerRole its Practitioner, say). One lookup in the index by owner and
/// reference, the same for 20 claims and for 20,000.
/// </summary>
internal sealed class SharedVisibility(
    AccessScope scope,
    Access.Compartment compartment,
    IReadOnlyDictionary<string, DeclaredType> types,
    ResourceCollections collections)
{
    private readonly BsonDocument _record = scope.OnRecord;
    private readonly string[] _passingOn = [.. types.Values.Where(t => t.Declaration.PassesOn.Count > 0 && compartment.Granted.Contains(t.Declaration.Type)).Select(t => t.Declaration.Type)];

    // Made for one request: what was seen once in it stays seen, and what passes on is looked up once.
    private readonly HashSet<string> _referredTo = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IReadOnlyList<(string By, IReadOnlyCollection<string> PassedOn)>> _passing = new(StringComparer.Ordinal);

    /// <summary>Takes note of what current resources of the patient, of granted types, refer to.</summary>
    public void Remember(IEnumerable<string> references) =>
        _referredTo.UnionWith(references.Where(r => types.TryGetValue(ReferenceText.TypeOf(r), out var type) && type.IsShared));

    /// <summary>Whether a shared resource is visible; whether its type may be read or searched is for the caller to ask.</summary>
    public async ValueTask<bool> Sees(string reference, CancellationToken ct) =>
        await IsReferredTo(reference, ct) || await IsPassedOn(reference, ct);

    /// <summary>
    /// References that may be visible, of one type: all that are, and possibly some whose referrer is gone, so that each is still to be
    /// asked with <see cref="Sees"/>.
    /// </summary>
    public async ValueTask<IReadOnlyCollection<string>> Candidates(string type, CancellationToken ct)
    {
        var candidates = (await Linked([type], ct)).ToHashSet(StringComparer.Ordinal);
        foreach (var (_, passedOn) in await Passing(type, ct))
            candidates.UnionWith(passedOn);
        return candidates;
    }

    private async ValueTask<bool> IsReferredTo(string reference, CancellationToken ct)
    {
        if (_referredTo.Contains(reference))
            return true;
        var filter = new Filter(_record).Add(new(ResourceDocument.ReferencesField, reference)).ToBson();
        return await collections.Current.Find(filter).Project<BsonDocument>(new BsonDocument(ResourceDocument.Key, 1)).Limit(1).AnyAsync(ct);
    }

    private async ValueTask<bool> IsPassedOn(string reference, CancellationToken ct)
    {
        foreach (var (by, passedOn) in await Passing(ReferenceText.TypeOf(reference), ct))
        {
            if (passedOn.Contains(reference) && await IsReferredTo(by, ct))
                return true;
        }

        return false;
    }

    // Linked shared resources that pass on a type, with what they refer to of that type.
    private async ValueTask<IReadOnlyList<(string By, IReadOnlyCollection<string> PassedOn)>> Passing(string type, CancellationToken ct)
    {
        if (!_passing.TryGetValue(type, out var passing))
            _passing[type] = passing = await FindPassing(type, ct);
        return passing;
    }

    private async ValueTask<IReadOnlyList<(string By, IReadOnlyCollection<string> PassedOn)>> FindPassing(string type, CancellationToken ct)
    {
        string[] through = [.. _passingOn.Where(t => types[t].Declaration.PassesOn.Contains(type))];
        if (through.Length == 0)
            return [];
        var linked = await Linked(through, ct);
        if (linked.Count == 0)
            return [];
        // What is withheld itself, or another organization's, passes nothing on.
        var documents = await collections.Current.Find(new Filter(CriterionFilter.In(ResourceDocument.Key, linked)).Add(scope.OnShared).ToBson())
            .Project<ResourceDocument>(new BsonDocument(ResourceDocument.ReferencesField, 1)).ToListAsync(ct);
        return [.. documents.Select(d => (d.Id, (IReadOnlyCollection<string>)d.References.Where(r => ReferenceText.TypeOf(r) == type).ToHashSet(StringComparer.Ordinal)))];
    }

    private async ValueTask<IReadOnlyList<string>> Linked(IEnumerable<string> targetTypes, CancellationToken ct)
    {
        var filter = new BsonDocument
        {
            { "owner", compartment.Patient },
            { "targetType", new BsonDocument("$in", new BsonArray(targetTypes)) },
            { "source", new BsonDocument("$in", new BsonArray(compartment.Granted)) },
        };
        var links = await collections.Links.Find(filter).Project<BsonDocument>(new BsonDocument { { "_id", 0 }, { "target", 1 } }).ToListAsync(ct);
        return [.. links.Select(l => l["target"].AsString).Distinct(StringComparer.Ordinal)];
    }
}
