using MongoDB.Bson;
using MongoDB.Driver;

namespace PlanApi.Fhir.Store;

/// <summary>Finds what matches a search under one access; what it does not cover can not match, in chains and counts neither.</summary>
internal sealed class MatchFinder
{
    public static readonly BsonDocument OnlyIds = new(ResourceDocument.Key, 1);

    private readonly AccessScope _scope;
    private readonly IReadOnlyDictionary<string, DeclaredType> _types;
    private readonly ResourceCollections _collections;
    private readonly Limits _limits;
    private readonly Func<SharedVisibility> _shared;
    private readonly CriterionResolver _resolver;

    public MatchFinder(AccessScope scope, IReadOnlyDictionary<string, DeclaredType> types, ResourceCollections collections, Limits limits, Func<SharedVisibility> shared)
    {
        (_scope, _types, _collections, _limits, _shared) = (scope, types, collections, limits, shared);
        _resolver = new(scope, types, limits, this);
    }

    /// <summary>At most so many matches, in the search's order, after its position.</summary>
    public async ValueTask<List<ResourceDocument>> Find(SearchQuery query, int limit, BsonDocument projection, CancellationToken ct)
    {
        if (limit <= 0 || await Compile(query, ct) is not { } all)
            return [];
        if (!query.Order.IsIndexed && await _collections.Current.CountDocumentsAsync(all, new() { Limit = _limits.Sorted + 1, MaxTime = Limits.Time }, ct) > _limits.Sorted)
            throw TooCostly($"More than {_limits.Sorted} {query.Type} resources would have to be sorted. Make the search narrower, or sort by _id or _lastUpdated.", "_sort");
        projection = OrderFilter.Projected(query.Order, projection);
        if (!_scope.ByReference(query.Type))
            return await Page(query, all, query.After, limit, projection, ct);

        // Candidates may outlive the reference that made them visible, so each is asked about; pages are filled up before the limit.
        List<ResourceDocument> visible = [];
        var position = query.After;
        while (visible.Count < limit)
        {
            var batch = Math.Min(limit, 200);
            var page = await Page(query, all, position, batch, projection, ct);
            foreach (var document in page)
            {
                if (visible.Count < limit && await _shared().Sees(document.Id, ct))
                    visible.Add(document);
            }

            if (page.Count < batch)
                break;
            position = OrderFilter.PositionOf(query.Order, page[^1]);
        }

        return visible;
    }

    /// <summary>Every match in no order, at most so many, in a time: for conditions on other resources.</summary>
    public async ValueTask<List<ResourceDocument>> FindAny(SearchQuery query, int limit, BsonDocument projection, TimeSpan time, CancellationToken ct)
    {
        if (_scope.ByReference(query.Type))
            return await Find(query, limit, projection, ct);
        return await Compile(query, ct) is { } filter
            ? await _collections.Current.Find(filter, new() { BatchSize = 1000, MaxTime = time }).Project<ResourceDocument>(projection).Limit(limit).ToListAsync(ct)
            : [];
    }

    /// <summary>A page of a search near a place, nearest first.</summary>
    public async ValueTask<(IReadOnlyList<ResourceDocument> Matches, SearchPosition? Next)> Nearest(SearchQuery query, BsonDocument projection, CancellationToken ct) =>
        await new NearestFirst(_resolver, this).Page(query, projection, ct);

    /// <summary>How many match in all.</summary>
    public ValueTask<long> Count(SearchQuery query, CancellationToken ct) => CountAny(query with { After = null, Order = SearchOrder.ById }, null, Limits.Time, ct);

    /// <summary>How many match, counted up to a limit if there is one, in a time.</summary>
    public async ValueTask<long> CountAny(SearchQuery query, int? limit, TimeSpan time, CancellationToken ct)
    {
        if (_scope.ByReference(query.Type))
            return (await Find(query, limit ?? int.MaxValue, OnlyIds, ct)).Count;
        return await Compile(query, ct) is { } filter ? await _collections.Current.CountDocumentsAsync(filter, new() { Limit = limit, MaxTime = time }, ct) : 0;
    }

    public static FhirFailureException TooCostly(string why, string parameter) => new(new(400, IssueCode.TooCostly, why, parameter));

    private Task<List<ResourceDocument>> Page(
        SearchQuery query, BsonDocument all, SearchPosition? after, int limit, BsonDocument projection, CancellationToken ct)
    {
        var keys = _scope.KeysOf(query.Type);
        // From the beginning the stretch is named where it alone narrows: beside other conditions it would keep a store from answering out of the keys of their index.
        var beyond = after is null && !KeyRange.LiesTogether(all) ? null : OrderFilter.After(keys, query.Order, after);
        var filter = beyond is null ? all : new Filter(new(all)).Add(beyond).ToBson();
        return _collections.Current.Find(filter, new() { BatchSize = Math.Min(limit, 1000), MaxTime = Limits.Time, Hint = KeyRange.Hint(filter) })
            .Project<ResourceDocument>(projection).Sort(OrderFilter.Sort(keys, query.Order)).Limit(limit).ToListAsync(ct);
    }

    // Null: nothing can match.
    private async ValueTask<BsonDocument?> Compile(SearchQuery query, CancellationToken ct)
    {
        if (_scope.OnSearched(query.Type) is not { } condition)
            return null;
        var filter = new Filter(condition).Add(new(ResourceDocument.TypeField, query.Type));
        if (_scope.ByReference(query.Type))
            filter.Add(CriterionFilter.In(ResourceDocument.Key, await _shared().Candidates([query.Type], ct)));
        List<Criterion> criteria = [];
        foreach (var criterion in query.Criteria)
        {
            if (IsImpliedByOwner(query.Type, criterion))
                continue;
            if (await _resolver.Resolve(query.Type, criterion, ct) is not { } resolved)
                return null;
            criteria.Add(resolved);
        }

        foreach (var (token, reference) in _types[query.Type].Declaration.Pairs)
            Pairing.Join(criteria, token, reference);
        foreach (var criterion in criteria)
            filter.Add(CriterionFilter.Of(_scope.KeysOf(query.Type), criterion));
        return filter.ToBson();
    }

    private bool IsImpliedByOwner(string type, Criterion criterion) =>
        _scope.Access is Access.Compartment compartment && criterion is Criterion.Exact exact
        && exact.Entries.Any(e => e.Split('=', 2) is [var parameter, var target]
            && target == $"Patient/{compartment.Patient}" && _types[type].OwnerParameters.Contains(parameter));
}
