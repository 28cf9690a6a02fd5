using MongoDB.Bson;
using MongoDB.Driver;
using PlanApi.Fhir.Index;

namespace PlanApi.Fhir.Store;

/// <summary>Reads and searches the store under one access. What the access does not cover is not there.</summary>
internal sealed class ScopedRepository : ISearchRepository
{
    internal static readonly BsonDocument Served = Fields();
    internal static readonly BsonDocument ServedWithReferences = Fields(ResourceDocument.ReferencesField);
    private static readonly BsonDocument ServedWithEntries = Fields(ResourceDocument.EntriesField);
    private static readonly BsonDocument ServedWithBoth = Fields(ResourceDocument.EntriesField, ResourceDocument.ReferencesField);

    private static readonly FindOptions<ResourceDocument, ResourceDocument> One = new() { Projection = Served, Limit = 1 };

    private readonly ResourceCollections _collections;
    private readonly IReadOnlyDictionary<string, DeclaredType> _types;
    private readonly AccessScope _scope;
    private readonly Limits _limits;
    private readonly MatchFinder _matches;

    public ScopedRepository(AccessScope scope, IReadOnlyDictionary<string, DeclaredType> types, ResourceCollections collections, Limits limits)
    {
        _limits = limits;
        _collections = collections;
        _types = types;
        _scope = scope;
        _matches = new(_scope, types, collections, limits, () => Shared!);
    }

    // Most requests are about what the patient owns and never ask.
    private SharedVisibility? Shared => field ??= _scope.Access is Access.Compartment compartment ? new(_scope, compartment, _types, _collections) : null;

    public async ValueTask<StoredResource?> Find(string type, string id, CancellationToken ct) => (await Current(type, id, ct))?.ToStored();

    public async ValueTask<StoredResource?> FindVersion(string type, string id, int version, CancellationToken ct)
    {
        if (await Current(type, id, ct) is not { } current)
            return null;
        if (current.Version == version)
            return current.ToStored();
        var filter = new Filter(new(ResourceDocument.Key, HistoryKey.Of(current.StoredKey, version))).Add(_scope.OnRead(type)!).ToBson();
        var found = await First(_collections.History, filter, ct);
        return found?.ToStored();
    }

    public async ValueTask<VersionPage?> Versions(string type, string id, int? before, int count, CancellationToken ct)
    {
        if (await Current(type, id, ct) is not { } current)
            return null;
        var older = await Earlier(current, 0, before ?? current.Version, descending: true, count, ct);
        return new([.. (before is null || current.Version < before ? [current.ToStored(), .. older] : older).Take(count)], current.Version);
    }

    public async ValueTask<VersionPage?> VersionsFrom(string type, string id, int version, int count, CancellationToken ct)
    {
        if (await Current(type, id, ct) is not { } current)
            return null;
        var earlier = await Earlier(current, version, current.Version, descending: false, count, ct);
        return new([.. (current.Version >= version ? [.. earlier, current.ToStored()] : earlier).Take(count)], current.Version);
    }

    private async ValueTask<ResourceDocument?> Current(string type, string id, CancellationToken ct)
    {
        if (_scope.OnRead(type) is not { } condition)
            return null;
        var reference = $"{type}/{id}";
        var filter = new Filter(new(_scope.KeyField, _scope.KeyOf(reference))).Add(condition).ToBson();
        var found = await First(_collections.Current, filter, ct);
        // Asked where nothing was found too: how long the answer takes must not tell what there is.
        return _scope.ByReference(type) && !await Shared!.Sees(reference, ct) ? null : found;
    }

    private static async Task<ResourceDocument?> First(IMongoCollection<ResourceDocument> collection, BsonDocument filter, CancellationToken ct)
    {
        using var found = await collection.FindAsync(filter, One, ct);
        return await found.MoveNextAsync(ct) ? found.Current.FirstOrDefault() : null;
    }

    private async ValueTask<IEnumerable<StoredResource>> Earlier(ResourceDocument current, int from, int before, bool descending, int count, CancellationToken ct)
    {
        var keys = new BsonDocument { { "$gte", HistoryKey.Of(current.StoredKey, from) }, { "$lt", HistoryKey.Of(current.StoredKey, before) } };
        var filter = new Filter(new(ResourceDocument.Key, keys)).Add(_scope.OnRead(ReferenceText.TypeOf(current.Id))!).ToBson();
        var found = await _collections.History.Find(filter).Project<ResourceDocument>(Served)
            .Sort(new BsonDocument(ResourceDocument.Key, descending ? -1 : 1)).Limit(count).ToListAsync(ct);
        return found.Select(d => d.ToStored());
    }

    public async ValueTask<SearchPage> Search(SearchQuery query, CancellationToken ct)
    {
        var (matches, next) = await Page(query, ServedWith(query.Inclusions.Any(i => !i.Reverse), query.RemembersReferences), ct);
        if (query.RemembersReferences && !_scope.ByReference(query.Type))
            Shared?.Remember(matches.SelectMany(m => m.References));
        var (included, cut) = query.Inclusions.Count > 0 && matches.Count > 0
            ? await new Inclusions(_scope, Shared, _collections, _limits).Of(matches, query.Inclusions, ServedWith(query.Inclusions.Any(i => i is { Reverse: false, Iterate: true }), references: false), ct)
            : ([], false);
        var start = matches.Count > 0 ? OrderFilter.PositionOf(query.Order, matches[0]) : null;
        return new([.. matches.Select(m => m.ToStored())], [.. included.Select(m => m.ToStored())], next, cut, start);
    }

    /// <summary>The record of the access's patient; null where the access is to no patient.</summary>
    public RecordWalk? Record(IEnumerable<string> types, DateTime? since) =>
        Shared is { } shared ? new(_scope, shared, _collections, _types.Values, types, since) : null;

    public ValueTask<long> Count(SearchQuery query, CancellationToken ct) => _matches.Count(query, ct);

    private async ValueTask<(IReadOnlyList<ResourceDocument> Matches, SearchPosition? Next)> Page(SearchQuery query, BsonDocument projection, CancellationToken ct)
    {
        if (query.Order.Keys is [{ Field: SortField.Distance }])
            return await _matches.Nearest(query, projection, ct);
        var found = await _matches.Find(query, query.Count + 1, projection, ct);
        return found.Count <= query.Count
            ? (found, null)
            : (found.GetRange(0, query.Count), query.Count > 0 ? OrderFilter.PositionOf(query.Order, found[query.Count - 1]) : null);
    }

    // Entries are many, and read only where references are followed by the parameter they belong to.
    private static BsonDocument ServedWith(bool entries, bool references) =>
        entries ? references ? ServedWithBoth : ServedWithEntries : references ? ServedWithReferences : Served;

    private static RawBsonDocument Fields(params ReadOnlySpan<string> more)
    {
        BsonDocument fields = [];
        string[] served = [ResourceDocument.VersionField, ResourceDocument.UpdatedField, ResourceDocument.DeletedField, ResourceDocument.DateField, ResourceDocument.JsonField, .. more];
        foreach (var field in served)
            fields.Add(field, 1);
        return fields.ToRaw();
    }
}
