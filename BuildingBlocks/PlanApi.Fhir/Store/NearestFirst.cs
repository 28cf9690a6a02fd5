using MongoDB.Bson;
using PlanApi.Fhir.Index;

namespace PlanApi.Fhir.Store;

/// <summary>Pages of a search near a place, in the order of distance, which no index has: the places are found and measured, then a page of them is fetched.</summary>
internal sealed class NearestFirst(CriterionResolver resolver, MatchFinder matches)
{
    private const double FirstCircle = 1;

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

    // One more than a page. Circles grow until one has them: in a dense city the nearest ten are found without measuring all that is in reach.
    private async ValueTask<List<(double Distance, string Id)>> NextPlaces(SearchQuery query, CancellationToken ct)
    {
        var near = query.Criteria.OfType<Criterion.Near>().Single();
        var others = query.Criteria.Where(c => c != near).ToList();
        for (var radius = query.After is { Values: [double seen] } ? Math.Max(FirstCircle, 2 * seen) : FirstCircle; ; radius *= 4)
        {
            var within = near with { Kilometres = Math.Min(radius, near.Kilometres) };
            var ordered = await Matching(query.Type, within, others, ct);
            ordered.RemoveAll(p => !IsAfter(query.After, p));
            if (ordered.Count <= query.Count && within != near)
                continue;
            ordered.Sort();
            return ordered.Count <= query.Count ? ordered : ordered.GetRange(0, query.Count + 1);
        }
    }

    private async ValueTask<List<(double Distance, string Id)>> Matching(string type, Criterion.Near near, List<Criterion> others, CancellationToken ct)
    {
        var distances = await resolver.Near(type, near, ct);
        if (others.Count == 0 || distances.Count == 0)
            return [.. distances.Select(d => (d.Value, d.Key))];
        var matching = new SearchQuery { Type = type, Criteria = [new Criterion.Ids([.. distances.Keys]), .. others] };
        var found = await matches.FindAny(matching, int.MaxValue, MatchFinder.OnlyIds, ct);
        return [.. found.Select(m => ReferenceText.IdOf(m.Id)).Select(id => (distances[id], id))];
    }

    private static bool IsAfter(SearchPosition? position, (double Distance, string Id) place) =>
        position is not { Values: [double distance], Id: var id } || place.CompareTo((distance, id)) > 0;
}
