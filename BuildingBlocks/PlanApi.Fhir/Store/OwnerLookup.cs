using MongoDB.Bson;
using MongoDB.Driver;
using PlanApi.Fhir.Index;

namespace PlanApi.Fhir.Store;

/// <summary>Finds the owner of resources that belong to whom their targets belong to (Provenance).</summary>
internal sealed class OwnerLookup(ResourceCollections collections)
{
    /// <returns>The one owner by reference; absent where targets are unknown, shared, or belong to several.</returns>
    public async Task<IReadOnlyDictionary<string, string>> Of(IEnumerable<PreparedResource> resources, CancellationToken ct)
    {
        var all = resources.ToList();
        var asking = all.Where(r => r.OwningTargets is not null).ToList();
        if (asking.Count == 0)
            return new Dictionary<string, string>();
        var owners = all.Where(r => r.Owner is not null).ToDictionary(r => r.Reference!, r => r.Owner!, StringComparer.Ordinal);
        var unknown = asking.SelectMany(r => r.OwningTargets!).Distinct().Where(t => !owners.ContainsKey(t) && !IsPatient(t)).ToList();
        if (unknown.Count > 0)
        {
            var stored = await collections.Current.Find(CriterionFilter.In(collections.ReferenceField, unknown))
                .Project<ResourceDocument>(new BsonDocument(ResourceDocument.Key, 1)).ToListAsync(ct);
            foreach (var document in stored.Where(d => d.Owner is not null))
                owners[document.Id] = document.Owner!;
        }

        Dictionary<string, string> found = new(StringComparer.Ordinal);
        foreach (var resource in asking)
        {
            var of = resource.OwningTargets!.Select(t => IsPatient(t) ? ReferenceText.IdOf(t) : owners.GetValueOrDefault(t)).Distinct().ToList();
            if (of is [{ } owner])
                found[resource.Reference!] = owner;
        }

        return found;
    }

    private static bool IsPatient(string reference) => reference.StartsWith("Patient/", StringComparison.Ordinal);
}
