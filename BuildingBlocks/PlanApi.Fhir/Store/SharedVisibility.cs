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
    private readonly DeclaredType[] _passingOn = [.. types.Values.Where(t => t.Declaration.PassesOn.Count > 0 && compartment.Granted.Contains(t.Declaration.Type))];

    // Made for one request: what was seen once in it stays seen, and what passes on is looked up once.
    private readonly HashSet<string> _referredTo = new(StringComparer.Ordinal);
    private ILookup<string, string>? _passedOn;

    /// <summary>Takes note of what current resources of the patient, of granted types, refer to.</summary>
    public void Remember(IEnumerable<string> references) =>
        _referredTo.UnionWith(references.Where(r => types.TryGetValue(ReferenceText.TypeOf(r), out var type) && type.IsShared));

    /// <summary>Whether a shared resource is visible; whether its type may be read or searched is for the caller to ask.</summary>
    public async ValueTask<bool> Sees(string reference, CancellationToken ct) =>
        _passedOn?[reference].Any(_referredTo.Contains) == true || await IsReferredTo(reference, ct) || await IsPassedOn(reference, ct);

    /// <summary>Those of some shared resources that are visible.</summary>
    public async ValueTask<List<ResourceDocument>> Seen(IEnumerable<ResourceDocument> documents, CancellationToken ct)
    {
        List<ResourceDocument> visible = [];
        foreach (var document in documents)
        {
            if (await Sees(document.Id, ct))
                visible.Add(document);
        }

        return visible;
    }

    /// <summary>
    /// References that may be visible, of some types: all that are, and possibly some whose referrer is gone, so that each is still to be
    /// asked with <see cref="Sees"/>.
    /// </summary>
    public async ValueTask<IReadOnlyCollection<string>> Candidates(IReadOnlyCollection<string> ofTypes, CancellationToken ct)
    {
        var candidates = (await Linked(ofTypes, ct)).ToHashSet(StringComparer.Ordinal);
        if (ofTypes.Any(MayBePassedOn))
            candidates.UnionWith((await PassedOn(ct)).Select(p => p.Key).Where(r => ofTypes.Contains(ReferenceText.TypeOf(r))));
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
        if (!MayBePassedOn(ReferenceText.TypeOf(reference)))
            return false;
        foreach (var by in (await PassedOn(ct))[reference])
        {
            if (await IsReferredTo(by, ct))
                return true;
        }

        return false;
    }

    private bool MayBePassedOn(string type) => _passingOn.Any(t => t.Declaration.PassesOn.Contains(type));

    // What linked shared resources pass on, with those that do.
    private async ValueTask<ILookup<string, string>> PassedOn(CancellationToken ct)
    {
        if (_passedOn is not null)
            return _passedOn;
        var linked = await Linked(_passingOn.Select(t => t.Declaration.Type), ct);
        // What is withheld itself, or another organization's, passes nothing on.
        var passing = linked.Count == 0 ? [] : await collections.Current.Find(new Filter(CriterionFilter.In(ResourceDocument.Key, linked)).Add(scope.OnShared).ToBson())
            .Project<ResourceDocument>(new BsonDocument(ResourceDocument.ReferencesField, 1)).ToListAsync(ct);
        return _passedOn = passing
            .SelectMany(by => by.References.Where(r => types[ReferenceText.TypeOf(by.Id)].Declaration.PassesOn.Contains(ReferenceText.TypeOf(r))), (by, reference) => (by.Id, reference))
            .ToLookup(p => p.reference, p => p.Id, StringComparer.Ordinal);
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
