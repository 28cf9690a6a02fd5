using System.Collections.Frozen;
using MongoDB.Bson;
using PlanApi.Fhir.Index;

namespace PlanApi.Fhir.Store;

/// <summary>
/// What an access means as a condition on documents. Null means: nothing, do not even ask. Made once for an access and asked at each of
/// its requests: what it gives is not to be changed.
/// </summary>
internal sealed class AccessScope(Access access, IReadOnlyDictionary<string, DeclaredType> types, ResourceCollections collections)
{
    private readonly FrozenDictionary<string, BsonDocument> _read = access is Access.Compartment c ? Conditions(c, c.Readable, types) : Nothing;
    private readonly FrozenDictionary<string, BsonDocument> _searched = access is Access.Compartment c ? Conditions(c, c.Searchable, types) : Nothing;

    private readonly BsonDocument? _everywhere = access is Access.WholeBranch ? [] : null;

    private static FrozenDictionary<string, BsonDocument> Nothing => FrozenDictionary<string, BsonDocument>.Empty;

    public Access Access => access;

    /// <summary>Whether documents of this type are visible only by reference.</summary>
    public bool ByReference(string type) => access is Access.Compartment && types.TryGetValue(type, out var declared) && declared.IsShared;

    /// <summary>
    /// The condition on every document of one type that is read or included, current or earlier, without the type itself; the same object for all
    /// types that have the same. For a type that is visible by reference it is necessary and not sufficient: <see cref="SharedVisibility"/> decides.
    /// </summary>
    public BsonDocument? OnRead(string type) => On(type, _read);

    /// <summary>The same for documents that are searched, chained through and listed.</summary>
    public BsonDocument? OnSearched(string type) => On(type, _searched);

    /// <summary>The condition on the patient's own resources of every granted type: those whose references make shared ones visible.</summary>
    public BsonDocument OnRecord { get; } = access is Access.Compartment c ? Record(c) : [];

    /// <summary>The condition on every shared resource, of whatever type.</summary>
    public BsonDocument OnShared { get; } = access is Access.Compartment c ? InCompartment(c, BsonNull.Value, null) : [];

    /// <summary>What the documents it sees are known by: their key, which says the owner, or what they are referred to by, whoever owns them.</summary>
    public string KeyField { get; } = access is Access.Compartment ? ResourceDocument.Key : collections.ReferenceField;

    /// <summary>What <see cref="KeyField"/> of a document is, if this access sees the document.</summary>
    public string KeyOf(string reference) => ResourceKey.Of(OwnerOf(ReferenceText.TypeOf(reference)), reference);

    /// <summary>The same of all documents of a type.</summary>
    public TypeKeys KeysOf(string type) => new(KeyField, ResourceKey.Of(OwnerOf(type), type + "/"));

    private string? OwnerOf(string type) => access is Access.Compartment compartment && !ByReference(type) ? compartment.Patient : null;

    private static BsonDocument Record(Access.Compartment compartment)
    {
        var whole = compartment.Granted.Where(t => IsWhole(compartment.Readable, t) || IsWhole(compartment.Searchable, t)).ToList();
        var owned = new Filter(InCompartment(compartment, compartment.Patient, null));
        var ofType = new BsonDocument(ResourceDocument.TypeField, new BsonDocument("$in", new BsonArray(whole)));
        if (whole.Count == compartment.Granted.Count)
            return owned.Add(ofType).ToBson();
        var inPart = compartment.Granted.Except(whole).Select(type => new BsonDocument
        {
            { ResourceDocument.TypeField, type },
            { ResourceDocument.EntriesField, InCategories([.. Categories(compartment.Readable, type), .. Categories(compartment.Searchable, type)]) },
        });
        return owned.Add(new("$or", new BsonArray([ofType, .. inPart]))).ToBson();
    }

    private BsonDocument? On(string type, FrozenDictionary<string, BsonDocument> conditions) =>
        types.ContainsKey(type) ? _everywhere ?? conditions.GetValueOrDefault(type) : null;

    private static FrozenDictionary<string, BsonDocument> Conditions(
        Access.Compartment compartment, FrozenDictionary<string, IReadOnlyList<string>?> open, IReadOnlyDictionary<string, DeclaredType> types)
    {
        // Many tokens are remembered, and nearly all types of a token have one of two conditions.
        var (owned, shared) = (InCompartment(compartment, compartment.Patient, null), InCompartment(compartment, BsonNull.Value, null));
        return open.Where(o => types.ContainsKey(o.Key)).ToFrozenDictionary(o => o.Key, o => (types[o.Key].IsShared, o.Value) switch
        {
            (true, null) => shared,
            (false, null) => owned,
            (true, var categories) => InCompartment(compartment, BsonNull.Value, categories),
            (false, var categories) => InCompartment(compartment, compartment.Patient, categories),
        });
    }

    private static BsonDocument InCompartment(Access.Compartment compartment, BsonValue owner, IReadOnlyList<string>? categories)
    {
        var condition = new BsonDocument(ResourceDocument.OwnerField, owner);
        if (compartment.Organization is { } organization)
            condition.Add(ResourceDocument.OrganizationField, organization);
        if (categories is not null)
            condition.Add(ResourceDocument.EntriesField, InCategories(categories).ToRaw());
        // Not as $nin: a store may take that for ranges of the index on entries, which hold nearly everything.
        if (compartment.Withheld.Count > 0)
            condition.Add("$nor", new BsonArray { CriterionFilter.In(ResourceDocument.EntriesField, compartment.Withheld.Select(Entry.Security)).ToRaw() });
        return condition;
    }

    private static BsonDocument InCategories(IEnumerable<string> categories) => new("$in", new BsonArray(categories.Select(Entry.Category)));

    private static bool IsWhole(FrozenDictionary<string, IReadOnlyList<string>?> open, string type) => open.TryGetValue(type, out var categories) && categories is null;

    private static IReadOnlyList<string> Categories(FrozenDictionary<string, IReadOnlyList<string>?> open, string type) => open.GetValueOrDefault(type) ?? [];
}
