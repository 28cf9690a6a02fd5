using PlanApi.EmbeddedMongo.Query.Execution;
using PlanApi.EmbeddedMongo.Storage;
using PlanApi.EmbeddedMongo.Storage.Sqlite;

namespace PlanApi.EmbeddedMongo.Query.Planning;

/// <summary>Chooses among candidates by counting the keys in their ranges, no further than it takes to tell.</summary>
internal static class CandidateChoice
{
    private static readonly int[] Looks = [16, 128, 1024, 8192];

    /// <summary>A look further than this is worth it only where some candidate's keys are all counted: then the best may turn out to have more.</summary>
    private const int Far = 1024;

    /// <summary>What sorting a document in memory costs, next to reading a key.</summary>
    private const double SortFactor = 2;

    /// <summary>So many documents to read are worth the look for other ranges that most of them have no key in.</summary>
    private const int WorthMeeting = 256;

    /// <summary>So many of them are read to see whether most match anyway.</summary>
    private const int Sample = 8;

    /// <summary>How many times the best one's keys an index in the order asked for may have: should few match before its end, so many are read.</summary>
    private const int MostInOrder = 4;

    /// <summary>How many keys may be noted for each document that may so be left unread.</summary>
    private const int KeysForDocument = 8;

    public static IndexAccess Best(SqliteFile file, Collection collection, List<IndexCandidate> candidates, Request request)
    {
        if (candidates.Count > 1) candidates = candidates.Where((c, i) => !candidates.Where((other, j) => i != j && other.Replaces(c, request.Sort, earlier: j < i)).Any()).ToList();
        if (candidates.Count == 1) return candidates[0].Access(collection, request.Sort);
        if (candidates.Find(c => c.Index.Unique && c.IsPoint) is { } single) return single.Access(collection, request.Sort);
        var counts = candidates.ConvertAll(c => new KeyCount(c));
        foreach (var look in Looks)
        {
            foreach (var count in counts) count.UpTo(file, look);
            var best = counts.OrderBy(c => Cost(c.Candidate, c.Keys, request)).ThenByDescending(c => c.Candidate.BoundFields).ThenBy(c => c.Candidate.Index.Fields.Length).First();
            // The best has more keys than the look went, who knows how many: look further, unless it stops at a limit before.
            if (look != Looks[^1] && best.Keys >= look && Cost(best.Candidate, best.Keys, request) >= look && (look < Far || counts.Exists(c => c.Keys < look))) continue;
            return With(file, collection, counts, InOrder(file, collection, counts, best, request) ?? best, request);
        }
        throw new InvalidOperationException();
    }

    /// <summary>
    /// A candidate in the order asked for, which the best is not, that is likely full sooner than all that the best has is read and sorted. It says
    /// nothing that the best does not: so among its keys, as far as one can tell, matches lie as close as the best has keys, if those match.
    /// </summary>
    private static KeyCount? InOrder(SqliteFile file, Collection collection, List<KeyCount> counts, KeyCount best, Request request)
    {
        if (request is not { Sort: { } sort, Limit: { } limit and > 0 } || best.Candidate.Reads(sort) is not null || limit > best.Keys / 2) return null;
        if (best.Keys < Far && FindQuery.IsOrderToldByKeys(best.Candidate.Access(collection, sort), request)) return null;
        // Of so many keys in order half as many are likely read as the best has; and never more than some times as many.
        var most = (int)Math.Min(MostInOrder * best.Keys, (long)best.Keys * best.Keys / (2 * limit));
        var ordered = counts.Find(c => c.Candidate.Reads(sort) is not null && !c.Candidate.Says(best.Candidate) && c.UpTo(file, most + 1) <= most);
        return ordered is not null && ManyMatch(file, best.Candidate.Access(collection, sort), request) ? ordered : null;
    }

    /// <summary>The best, met with another one where every document of many would be read.</summary>
    private static IndexAccess With(SqliteFile file, Collection collection, List<KeyCount> counts, KeyCount best, Request request)
    {
        var access = best.Candidate.Access(collection, request.Sort);
        var stopsEarly = request.Limit is not null && access.Sorted;
        if (best.Keys < WorthMeeting || access.Covers || stopsEarly || ManyMatch(file, access, request)) return access;
        var most = best.Keys * KeysForDocument;
        var other = counts.Where(c => c != best && c.Candidate.Says(best.Candidate)).OrderBy(c => c.UpTo(file, most)).FirstOrDefault();
        if (other is null || other.Keys >= most) return access;
        // The rows of the fewer keys are noted and the more keys walked, which may end at a limit, unless only the fewer give the order.
        var walked = other.Candidate.Access(collection, request.Sort);
        return access.Sorted && !walked.Sorted ? access with { Also = walked } : walked with { Also = access };
    }

    private static bool ManyMatch(SqliteFile file, IndexAccess access, Request request)
    {
        var scan = Scan.Of(access, new ScanStatistics());
        try
        {
            var (read, matched) = (0, 0);
            for (; read < Sample && scan.Next(file); read++)
                if (request.Filter.Matches(scan.Document)) matched++;
            return matched * 4 > read;
        }
        finally
        {
            scan.Suspend();
        }
    }

    private static double Cost(IndexCandidate candidate, long keys, Request request)
    {
        if (request.Sort is null) return keys;
        if (candidate.Reads(request.Sort) is null) return keys * SortFactor;
        // In order and all conditions in the ranges: it stops at the limit.
        return candidate.Exact && request.Limit is { } limit ? Math.Min(keys, limit) : keys;
    }
}
