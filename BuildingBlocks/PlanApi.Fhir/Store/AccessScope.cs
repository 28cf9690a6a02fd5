using MongoDB.Bson;
using PlanApi.Fhir.Index;

namespace PlanApi.Fhir.Store;

/// <summary>
/// What an access means as a condition on documents. Null means: nothing, do not even ask. Made once for an access and asked at each of
/// its requests: what it gives is not to be changed.
/// </summary>
internal sealed class AccessScope(Access access, IReadOnlyDictionary<string, DeclaredType> types)
{
    private readonly BsonDocument _owned = access is Access.Compartment c ? InCompartment(c, c.Patient) : [];
    private readonly BsonDocument _shared = access is Access.Compartment c ? InCompartment(c, BsonNull.Value) : [];

    public Access Access => access;

    /// <summary>Whether documents of this type are visible only by reference.</summary>
    public bool ByReference(string type) => access is Access.Compartment && types.TryGetValue(type, out var declared) && declared.IsShared;

    public bool MayRead(string type) => types.ContainsKey(type) && access switch
    {
        Access.Compartment c => c.Readable.Contains(type),
        Access.WholeBranch or Access.OfOrganization => true,
        _ => false,
    };

    public bool MaySearch(string type) => types.ContainsKey(type) && access switch
    {
        Access.Compartment c => c.Searchable.Contains(type),
        Access.WholeBranch or Access.OfOrganization => true,
        _ => false,
    };

    /// <summary>
    /// The condition on every document of one type, current or earlier, without the type itself. For a type that is visible by
    /// reference it is necessary and not sufficient: <see cref="SharedVisibility"/> decides.
    /// </summary>
    public BsonDocument? On(string type)
    {
        if (!types.TryGetValue(type, out var declared))
            return null;
        return access switch
        {
            Access.WholeBranch => [],
            Access.OfOrganization of => new(ResourceDocument.OrganizationField, of.Organization),
            Access.Compartment => declared.IsShared ? _shared : _owned,
            _ => null,
        };
    }

    /// <summary>The condition on the patient's own resources of every granted type: those whose references make shared ones visible.</summary>
    public BsonDocument OnRecord(Access.Compartment compartment) =>
        new Filter(_owned).Add(new(ResourceDocument.TypeField, new BsonDocument("$in", new BsonArray(compartment.Granted)))).ToBson();

    private static BsonDocument InCompartment(Access.Compartment compartment, BsonValue owner)
    {
        var condition = new BsonDocument(ResourceDocument.OwnerField, owner);
        if (compartment.Organization is { } organization)
            condition.Add(ResourceDocument.OrganizationField, organization);
        if (compartment.Withheld.Count > 0)
            condition.Add(ResourceDocument.EntriesField, new BsonDocument("$nin", new BsonArray(compartment.Withheld.Select(Entry.Security))));
        return condition;
    }
}
