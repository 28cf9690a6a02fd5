using MongoDB.Bson;
using PlanApi.Fhir.Index;

namespace PlanApi.Fhir.Store;

/// <summary>Pages of a search near a place, in the order of distance, which no index has: the places are found and measured, then a page of them is fetched.</summary>
internal sealed class NearestFirst(CriterionResolver resolver, MatchFinder matches)
{
    public async ValueTask<(List<ResourceDocument> Matches, SearchPosition? Next)> Page(SearchQuery query, BsonDocument projection, CancellationToken ct)
    {
        var near = query.Criteria.OfType<Criterion.Near>().Single();
        var distances = await resolver.Near(query.Type, near, ct);
        var others = query.Criteria.Where(c => c != near).ToList();
        IEnumerable<string> ids = distances.Keys;
        if (others.Count > 0 && distances.Count > 0)
        {
            var matching = new SearchQuery { Type = query.Type, Criteria = [new Criterion.Ids([.. distances.Keys]), .. others] };
            ids = (await matches.FindAny(matching, int.MaxValue, MatchFinder.OnlyIds, ct)).Select(m => ReferenceText.IdOf(m.Id));
        }

        var ordered = ids.Select(id => (Distance: distances[id], Id: id)).Where(p => IsAfter(query.After, p)).Order().Take(query.Count + 1).ToList();
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

    private static bool IsAfter(SearchPosition? position, (double Distance, string Id) place) =>
        position is not { Values: [double distance], Id: var id } || place.CompareTo((distance, id)) > 0;
}
