using MongoDB.Bson;
using MongoDB.Bson.Serialization;
using MongoDB.Driver;

namespace PlanApi.Fhir.Store;

/// <summary>
/// The collections of a branch: current resources, earlier versions, and links from patients to the shared resources that their
/// records name. Their indexes carry every query of the FHIR core (ADR 0004).
/// </summary>
internal sealed class ResourceCollections
{
    private const string ById = "by-id", ByVersion = "by-version";

    static ResourceCollections() => BsonSerializer.TryRegisterSerializer(new ResourceSerializer());

    public ResourceCollections(IMongoDatabase database, FhirBranchDeclaration declaration)
    {
        AreOwned = !declaration.IsPublic;
        Current = database.GetCollection<ResourceDocument>(declaration.Collections + ".resources");
        History = database.GetCollection<ResourceDocument>(declaration.Collections + ".history");
        Links = database.GetCollection<BsonDocument>(declaration.Collections + ".links");
    }

    /// <summary>Whether what is in them belongs to patients, and not to everybody.</summary>
    public bool AreOwned { get; }

    /// <summary>What documents are looked up by where their owner is not known.</summary>
    public string ReferenceField => AreOwned ? ResourceDocument.ReferenceField : ResourceDocument.Key;

    public IMongoCollection<ResourceDocument> Current { get; }

    public IMongoCollection<ResourceDocument> History { get; }

    /// <summary>
    /// One document for each patient, shared target and type that refers: <c>{ owner, targetType, target, source, organization }</c>. It may
    /// outlive the reference it tells of, so it only lists candidates; what is visible is decided on the resources themselves.
    /// </summary>
    public IMongoCollection<BsonDocument> Links { get; }

    public async Task EnsureIndexes(CancellationToken ct)
    {
        // Patient data is asked for by patient first; a directory by type.
        string[] first = AreOwned ? [ResourceDocument.OwnerField, ResourceDocument.TypeField] : [ResourceDocument.TypeField];
        var range = ResourceDocument.RangesField + ".";
        List<CreateIndexModel<ResourceDocument>> indexes =
        [
            Index(ById, [.. first, ResourceDocument.Key]),
            Index("by-entry", [.. first, ResourceDocument.EntriesField, ResourceDocument.Key]),
            Index("by-range", [.. first, range + ResourceDocument.ParameterField, range + ResourceDocument.FromField, range + ResourceDocument.ToField]),
            Index("by-range-end", [.. first, range + ResourceDocument.ParameterField, range + ResourceDocument.ToField, range + ResourceDocument.FromField]),
            Index("by-updated", [.. first, ResourceDocument.UpdatedField, ResourceDocument.Key]),
            Index("by-date", [.. first, ResourceDocument.DateField, ResourceDocument.Key]),
        ];
        if (AreOwned)
        {
            var there = (await (await Current.Indexes.ListAsync(ct)).ToListAsync(ct)).Select(i => i["name"].AsString).ToList();
            // Keys did not always say the owner. The second index is made when they do.
            if (there.Contains(ById) && !there.Contains(ByVersion))
            {
                await OlderKeys.Move(History, ct);
                await OlderKeys.Move(Current, ct);
            }

            // Two loads that bring the same resource at the same time: one of them has to write again.
            indexes.Add(new(
                new BsonDocument { { ResourceDocument.ReferenceField, 1 }, { ResourceDocument.VersionField, 1 } },
                new CreateIndexOptions<ResourceDocument> { Name = ByVersion, Unique = true }));
            indexes.Add(Index("by-reference", ResourceDocument.OwnerField, ResourceDocument.ReferencesField, ResourceDocument.TypeField));
            // Identifiers are looked up across patients when members are matched and conditional references resolved.
            indexes.Add(Index("by-type-and-entry", ResourceDocument.TypeField, ResourceDocument.EntriesField, ResourceDocument.Key));
            // A sandbox is taken away, or a patient of it. A plan's own data has no organization.
            indexes.Add(new(
                new BsonDocument { { ResourceDocument.OrganizationField, 1 }, { ResourceDocument.OwnerField, 1 } },
                new CreateIndexOptions<ResourceDocument> { Name = "by-organization-and-owner", PartialFilterExpression = new BsonDocument(ResourceDocument.OrganizationField, new BsonDocument("$exists", true)) }));
            await Links.Indexes.CreateManyAsync(
                [
                    new(new BsonDocument { { "owner", 1 }, { "targetType", 1 }, { "source", 1 } }, new() { Name = "by-owner" }),
                    new(new BsonDocument(ResourceDocument.OrganizationField, 1), new() { Name = "by-organization" }),
                ],
                ct);
            // A sandbox is taken away with its history.
            await History.Indexes.CreateOneAsync(Index("by-organization", ResourceDocument.OrganizationField), cancellationToken: ct);
        }

        await Current.Indexes.CreateManyAsync(indexes, ct);
    }

    private static CreateIndexModel<ResourceDocument> Index(string name, params ReadOnlySpan<string> fields)
    {
        var keys = new BsonDocument();
        foreach (var field in fields)
            keys.Add(field, 1);
        return new(keys, new() { Name = name });
    }
}
