using MongoDB.Bson;
using MongoDB.Driver;

namespace PlanApi.Fhir.Store;

/// <summary>Reads and searches the store under one access. What the access does not cover is not there.</summary>
internal sealed class ScopedRepository : ISearchRepository
{
    private static readonly BsonDocument Served = Projection();
    private static readonly BsonDocument ServedWithEntries = Projection().Add(ResourceDocument.EntriesField, 1).Add(ResourceDocument.ReferencesField, 1);
    private static readonly BsonDocument OnlyIds = new(ResourceDocument.Key, 1);

    private readonly ResourceCollections _collections;
    private readonly IReadOnlyDictionary<string, DeclaredType> _types;
    private readonly AccessScope _scope;

    public ScopedRepository(Access access, IReadOnlyDictionary<string, DeclaredType> types, ResourceCollections collections)
    {
        _collections = collections;
        _types = types;
        _scope = new(access, types);
    }

    // Most requests are about what the patient owns and never ask.
    private SharedVisibility? Shared => field ??= _scope.Access is Access.Compartment compartment ? new(compartment, _types, _collections) : null;

    public async ValueTask<StoredResource?> Find(string type, string id, CancellationToken ct)
    {
        if (!_scope.MayRead(type) || _scope.On(type) is not { } condition)
            return null;
        var reference = $"{type}/{id}";
        var filter = new Filter(new(ResourceDocument.Key, reference)).Add(condition).ToBson();
        var found = await _collections.Current.Find(filter).Project<ResourceDocument>(Served).Limit(1).FirstOrDefaultAsync(ct);
        if (found is null || (_scope.ByReference(type) && !await Shared!.Sees(reference, ct)))
            return null;
        return found.ToStored();
    }

    public async ValueTask<StoredResource?> FindVersion(string type, string id, int version, CancellationToken ct)
    {
        if (await Find(type, id, ct) is not { } current)
            return null;
        if (current.Version == version)
            return current;
        var filter = new Filter(new(ResourceDocument.Key, HistoryKey.Of(type, id, version))).Add(_scope.On(type)!).ToBson();
        var found = await _collections.History.Find(filter).Project<ResourceDocument>(Served).Limit(1).FirstOrDefaultAsync(ct);
        return found?.ToStored();
    }

    public async ValueTask<IReadOnlyList<StoredResource>> History(string type, string id, int? before, int count, CancellationToken ct)
    {
        if (await Find(type, id, ct) is not { } current)
            return [];
        List<StoredResource> versions = before is null || current.Version < before ? [current] : [];
        var keys = new BsonDocument { { "$gte", HistoryKey.Of(type, id, 0) }, { "$lt", HistoryKey.Of(type, id, before ?? current.Version) } };
        var filter = new Filter(new(ResourceDocument.Key, keys)).Add(_scope.On(type)!).ToBson();
        var older = await _collections.History.Find(filter).Project<ResourceDocument>(Served)
            .Sort(new BsonDocument(ResourceDocument.Key, -1)).Limit(count).ToListAsync(ct);
        versions.AddRange(older.Select(d => d.ToStored()));
        return versions.Count > count ? versions.GetRange(0, count) : versions;
    }

    public async ValueTask<SearchPage> Search(SearchQuery query, CancellationToken ct)
    {
        var including = query.Inclusions.Count > 0;
        var found = await Matches(query, query.Count + 1, including ? ServedWithEntries : Served, ct);
        var matches = found.Count > query.Count ? found.GetRange(0, query.Count) : found;
        var next = found.Count > query.Count && matches.Count > 0 ? OrderFilter.PositionOf(query.Order, matches[^1]) : null;
        var (included, cut) = including && matches.Count > 0
            ? await new Inclusions(_scope, _types, Shared, _collections).Of(matches, query.Inclusions, ServedWithEntries, ct)
            : ([], false);
        return new([.. matches.Select(m => m.ToStored())], [.. included.Select(m => m.ToStored())], next, cut);
    }

    public async ValueTask<long> Count(SearchQuery query, CancellationToken ct)
    {
        if (_scope.ByReference(query.Type))
            return (await Matches(query with { After = null }, int.MaxValue, OnlyIds, ct)).Count;
        return await Compile(query with { After = null }, ct) is { } filter
            ? await _collections.Current.CountDocumentsAsync(filter, cancellationToken: ct)
            : 0;
    }

    /// <summary>Ids of everything that matches, for a chain.</summary>
    /// <exception cref="FhirFailureException">There are more than a chain may carry.</exception>
    private async ValueTask<IReadOnlyList<string>> ChainTargets(SearchQuery query, CancellationToken ct)
    {
        var found = await Matches(query, Limits.ChainTargets + 1, OnlyIds, ct);
        return found.Count <= Limits.ChainTargets
            ? [.. found.Select(f => f.Id)]
            : throw new FhirFailureException(new(
                400, IssueCode.TooCostly, $"More than {Limits.ChainTargets} {query.Type} resources match the chained condition. Make it narrower.", query.Type));
    }

    private async ValueTask<List<ResourceDocument>> Matches(SearchQuery query, int limit, BsonDocument projection, CancellationToken ct)
    {
        if (limit <= 0 || await Compile(query, ct) is not { } filter)
            return [];
        if (!_scope.ByReference(query.Type))
            return await Page(filter, query.Order, limit, projection, ct);

        // Candidates may outlive the reference that made them visible, so each is asked about; pages are filled up before the limit.
        List<ResourceDocument> visible = [];
        var position = query.After;
        while (visible.Count < limit)
        {
            var batch = Math.Min(limit, 200);
            var page = await Page(position is null ? filter : (await Compile(query with { After = position }, ct))!, query.Order, batch, projection, ct);
            foreach (var document in page)
            {
                if (visible.Count < limit && await Shared!.Sees(document.Id, ct))
                    visible.Add(document);
            }

            if (page.Count < batch)
                break;
            position = OrderFilter.PositionOf(query.Order, page[^1]);
        }

        return visible;
    }

    private Task<List<ResourceDocument>> Page(BsonDocument filter, SearchOrder order, int limit, BsonDocument projection, CancellationToken ct) =>
        _collections.Current.Find(filter, new() { BatchSize = Math.Min(limit, 1000) })
            .Project<ResourceDocument>(projection).Sort(OrderFilter.Sort(order)).Limit(limit).ToListAsync(ct);

    // Null: nothing can match.
    private async ValueTask<BsonDocument?> Compile(SearchQuery query, CancellationToken ct)
    {
        if (!_scope.MaySearch(query.Type) || _scope.On(query.Type) is not { } condition)
            return null;
        var filter = new Filter(condition).Add(new(ResourceDocument.TypeField, query.Type));
        if (_scope.ByReference(query.Type))
            filter.Add(CriterionFilter.In(ResourceDocument.Key, await Shared!.Candidates(query.Type, ct)));
        foreach (var criterion in query.Criteria)
        {
            if (IsImpliedByOwner(query.Type, criterion))
                continue;
            if (await Resolve(criterion, ct) is not { } resolved)
                return null;
            filter.Add(CriterionFilter.Of(query.Type, resolved));
        }

        if (query.After is { } after)
            filter.Add(OrderFilter.After(query.Type, query.Order, after));
        return filter.ToBson();
    }

    private bool IsImpliedByOwner(string type, Criterion criterion) =>
        _scope.Access is Access.Compartment compartment && criterion is Criterion.Exact exact
        && exact.Entries.Any(e => e.Split('=', 2) is [var parameter, var target]
            && target == $"Patient/{compartment.Patient}" && _types[type].OwnerParameters.Contains(parameter));

    // Null: the condition can not hold.
    private async ValueTask<Criterion?> Resolve(Criterion criterion, CancellationToken ct)
    {
        switch (criterion)
        {
            case Criterion.Chain chain:
                List<string> entries = [];
                foreach (var target in chain.Targets)
                    entries.AddRange((await ChainTargets(target, ct)).Select(t => Index.Entry.Reference(chain.Parameter, t)));
                return entries.Count == 0 ? null : new Criterion.Exact(entries);
            case Criterion.AnyOf any:
                List<Criterion> possible = [];
                foreach (var of in any.Of)
                {
                    if (await Resolve(of, ct) is { } resolved)
                        possible.Add(resolved);
                }

                return possible.Count == 0 ? null : new Criterion.AnyOf(possible);
            default:
                return criterion;
        }
    }

    private static BsonDocument Projection() => new()
    {
        { ResourceDocument.VersionField, 1 },
        { ResourceDocument.UpdatedField, 1 },
        { ResourceDocument.OwnerField, 1 },
        { ResourceDocument.OrganizationField, 1 },
        { ResourceDocument.DeletedField, 1 },
        { ResourceDocument.DateField, 1 },
        { ResourceDocument.JsonField, 1 },
    };
}
