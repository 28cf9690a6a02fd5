using MongoDB.Bson;
using PlanApi.Fhir.Index;

namespace PlanApi.Fhir.Store;

/// <summary>Pages of a search near a place, in the order of distance, which no index has: the places are found and measured, then a page of them is fetched.</summary>
internal sealed class NearestFirst(CriterionResolver resolver, MatchFinder matches)
{
    // Kilometres: what is nearer than that is one building.
    private const double SmallestCircle = 0.05;

    public async ValueTask<(List<ResourceDocument> Matches, SearchPosition? Next)> Page(SearchQuery query, BsonDocument projection, CancellationToken ct)
    {
        var ordered = await NextPlaces(query, ct);
        var page = ordered.Take(query.Count).ToList();
        if (page.Count == 0)
            return ([], null);
        var fetched = await matches.FindAny(
            new() { Type = query.Type, Criteria = [new Criterion.Ids([.. page.Select(p => p.Id)])] }, page.Count, projection, ct);
        var byId = fetched.ToDictionary(d => ReferenceText.IdOf(d.Id), StringComparer.Ordinal);
        return (
            [.. page.Select(p => byId.GetValueOrDefault(p.Id)).OfType<ResourceDocument>()],
            ordered.Count > query.Count ? new([page[^1].Distance], page[^1].Id) : null);
    }

    // One more than a page. Where too many places are in reach, a smaller circle may hold the page: in a dense city the nearest ten are found all the same.
    private async ValueTask<List<(double Distance, string Id)>> NextPlaces(SearchQuery query, CancellationToken ct)
    {
        var near = query.Criteria.OfType<Criterion.Near>().Single();
        var within = near;
        IReadOnlyDictionary<string, double>? distances;
        while ((distances = await resolver.TryNear(query.Type, within, ct)) is null)
            within = within.Kilometres > SmallestCircle ? within with { Kilometres = within.Kilometres / 2 } : throw resolver.TooMany(query.Type, near);
        var ordered = (await Matching(query, near, distances, ct)).Where(p => IsAfter(query.After, p)).Order().Take(query.Count + 1).ToList();
        return ordered.Count > query.Count || within == near ? ordered : throw resolver.TooMany(query.Type, near);
    }

    private async ValueTask<IEnumerable<(double Distance, string Id)>> Matching(SearchQuery query, Criterion.Near near, IReadOnlyDictionary<string, double> distances, CancellationToken ct)
    {
        var others = query.Criteria.Where(c => c != near).ToList();
        if (others.Count == 0 || distances.Count == 0)
            return distances.Select(d => (d.Value, d.Key));
        var matching = new SearchQuery { Type = query.Type, Criteria = [new Criterion.Ids([.. distances.Keys]), .. others] };
        var found = await matches.FindAny(matching, int.MaxValue, MatchFinder.OnlyIds, ct);
        return found.Select(m => ReferenceText.IdOf(m.Id)).Select(id => (distances[id], id));
    }

    private static bool IsAfter(SearchPosition? position, (double Distance, string Id) place) =>
        position is not { Values: [double distance], Id: var id } || place.CompareTo((distance, id)) > 0;
}
