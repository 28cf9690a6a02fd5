using MongoDB.Bson;
using MongoDB.Driver;
using PlanApi.Fhir.Index;
using PlanApi.Fhir.Store;
using PlanApi.Fhir.Validation;

namespace PlanApi.Fhir.Load;

/// <summary>
/// References that name a resource by its identifier, <c>Practitioner?identifier=system|value</c>, as transaction bundles may
/// (http.html#trules). They become <c>Type/id</c> of the one resource that has it.
/// </summary>
internal sealed class ConditionalReferences(ResourceCollections collections)
{
    private readonly Dictionary<string, string> _resolved = new(StringComparer.Ordinal);

    /// <summary>The conditional references in a resource.</summary>
    public static IReadOnlyList<string> In(ReadOnlySpan<byte> json) =>
        json.IndexOf("?identifier="u8) < 0 ? [] : [.. ReferencePaths.TextsIn(json).Where(t => t.Contains("?identifier=", StringComparison.Ordinal))];

    public string? Resolved(string reference) => _resolved.GetValueOrDefault(reference);

    /// <summary>Looks the references up; those that name exactly one resource are resolved from then on.</summary>
    public async Task Resolve(IEnumerable<string> references, CancellationToken ct)
    {
        var asked = references.Where(r => !_resolved.ContainsKey(r)).Distinct().Select(r => (Reference: r, Parts: Parse(r))).Where(r => r.Parts is not null).ToList();
        foreach (var type in asked.GroupBy(a => a.Parts!.Value.Type))
        {
            var byEntry = type.ToLookup(a => a.Parts!.Value.Entry, a => a.Reference);
            var filter = CriterionFilter.In(ResourceDocument.EntriesField, byEntry.Select(e => e.Key)).Add(ResourceDocument.TypeField, type.Key);
            var found = await collections.Current.Find(filter)
                .Project<ResourceDocument>(new BsonDocument(ResourceDocument.EntriesField, 1)).ToListAsync(ct);
            foreach (var entry in byEntry)
            {
                var having = found.Where(f => f.Entries.Contains(entry.Key)).Take(2).ToList();
                if (having is not [{ Id: var id }])
                    continue;
                foreach (var reference in entry)
                    _resolved[reference] = id;
            }
        }
    }

    private static (string Type, string Entry)? Parse(string reference)
    {
        var at = reference.IndexOf("?identifier=", StringComparison.Ordinal);
        var value = Uri.UnescapeDataString(reference[(at + "?identifier=".Length)..]);
        var bar = value.IndexOf('|', StringComparison.Ordinal);
        return at <= 0 || bar < 0 ? null : (reference[..at], Entry.Token("identifier", value[..bar], value[(bar + 1)..]));
    }
}
