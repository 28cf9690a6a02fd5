using MongoDB.Bson;
using PlanApi.EmbeddedMongo.Query.Execution;
using PlanApi.EmbeddedMongo.Query.Filters;
using PlanApi.EmbeddedMongo.Storage;
using PlanApi.EmbeddedMongo.Storage.Sqlite;
using PlanApi.EmbeddedMongo.Values;

namespace PlanApi.EmbeddedMongo.Query.Planning;

/// <summary>What is asked of a collection.</summary>
internal sealed record Request(Filter Filter, SortOrder? Sort = null, long? Limit = null, RawValue Hint = default, int Natural = 0, Deadline? Deadline = null)
{
    /// <summary>The limit that counts what is skipped too; null where there is none.</summary>
    public static long? LimitWith(long skip, long limit) => limit <= 0 ? null : limit > long.MaxValue - skip ? long.MaxValue : limit + skip;
}

/// <summary>
/// Chooses how to reach the documents of a request. Every usable index gives candidates; the one with the fewest keys in its
/// ranges wins, found out by looking into the indexes, a few keys at first.
/// </summary>
internal static class Planner
{
    public static AccessPath Plan(SqliteFile file, Collection collection, Request request)
    {
        var sort = request.Sort;
        if (!request.Hint.IsMissing && request.Hint.Type != BsonType.Null) return Hinted(file, collection, request);
        if (request.Natural != 0) return new TableAccess(collection, request.Natural < 0) { Sorted = true };
        var conjuncts = request.Filter.Conjuncts();
        var conditions = new Conditions(conjuncts);
        // Nothing can match: no key is looked at.
        if (conjuncts.Any(c => c is ConstantFilter { Value: false })) return new IndexAccess(collection, collection.IdIndex, []) { Sorted = true };
        if (ById(collection, conditions) is { } byId) return byId.Access(collection, sort);
        var candidates = Candidates(collection.Indexes, conditions);
        var bounded = candidates.Where(c => c.BoundFields > 0 || c.Index.Partial is not null).ToList();
        if (bounded.Count > 0) return CandidateChoice.Best(file, collection, bounded, request);
        if (Union(file, collection, conjuncts, request) is { } union) return union;
        if (sort is not null && candidates.Find(c => c.Reads(sort) is not null) is { } ordered) return ordered.Access(collection, sort);
        return new TableAccess(collection) { Sorted = sort is null };
    }

    /// <summary>The most frequent query: one _id.</summary>
    private static IndexCandidate? ById(Collection collection, Conditions conditions)
    {
        foreach (var condition in conditions.All)
            if (condition.Path == "_id" && condition.Predicate is ComparePredicate { Comparison: Comparison.Equal }) return new IndexCandidate(collection.IdIndex, conditions, null, 0);
        return null;
    }

    private static List<IndexCandidate> Candidates(IEnumerable<IndexDefinition> indexes, Conditions conditions)
    {
        var candidates = new List<IndexCandidate>();
        foreach (var index in indexes)
        {
            if (!Implication.Holds(index, conditions)) continue;
            candidates.Add(new IndexCandidate(index, conditions, null, 0));
            foreach (var element in conditions.Elements.Where(e => index.Fields.Any(f => f.Path.IsAtOrUnder(e.Path))))
                candidates.Add(new IndexCandidate(index, conditions, element, 0));
            if (!index.IsMultikey) continue;
            // Several conditions on one array ($all): each may be the rare one.
            var most = index.Fields.Select((f, i) => index.Arrays(i) == 0 ? 0 : conditions.On(f.Path.Dotted).Count()).Max();
            for (var choice = 1; choice < Math.Min(most, 8); choice++) candidates.Add(new IndexCandidate(index, conditions, null, choice));
        }
        return candidates;
    }

    /// <summary>An $or whose every branch has an index: the branches one after the other, each document once.</summary>
    private static UnionAccess? Union(SqliteFile file, Collection collection, IReadOnlyList<Filter> conjuncts, Request request)
    {
        foreach (var or in conjuncts.OfType<OrFilter>())
        {
            var others = conjuncts.Where(c => c != or).ToList();
            var branches = or.Branches.Select(b => Branch(file, collection, new AndFilter([b, .. others]))).ToList();
            if (branches.TrueForAll(b => b is not null)) return new UnionAccess(collection, branches!) { Sorted = request.Sort is null };
        }
        return null;
    }

    private static AccessPath? Branch(SqliteFile file, Collection collection, Filter filter)
    {
        var path = Plan(file, collection, new Request(filter));
        return path is TableAccess ? null : path;
    }

    private static AccessPath Hinted(SqliteFile file, Collection collection, Request request)
    {
        var hint = request.Hint.ToBsonValue();
        if (hint is BsonDocument natural && natural.Contains("$natural")) return new TableAccess(collection, natural["$natural"].ToInt32() < 0) { Sorted = request.Sort is null };
        var index = collection.Indexes.FirstOrDefault(i => hint is BsonString name ? i.Name == name.Value : hint is BsonDocument key && i.KeyPattern.Equals(key))
            ?? throw CommandException.BadValue("error processing query: planner returned error :: caused by :: hint provided does not correspond to an existing index");
        var candidates = Candidates([index], new Conditions(request.Filter.Conjuncts()));
        // An index that leaves documents out and is asked for by name gives what it has.
        if (candidates.Count == 0) return new IndexCandidate(index, new Conditions([]), null, 0).Access(collection, request.Sort);
        return CandidateChoice.Best(file, collection, candidates, request);
    }
}
