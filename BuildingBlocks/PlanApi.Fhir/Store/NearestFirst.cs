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
        var (ordered, circle) = await NextPlaces(query, ct);
        var page = ordered.Take(query.Count).ToList();
        if (page.Count == 0)
            return ([], null);
        var fetched = await matches.FindAny(
            new() { Type = query.Type, Criteria = [new Criterion.Ids([.. page.Select(p => p.Id)])] }, page.Count, projection, Limits.Time, ct);
        var byId = fetched.ToDictionary(d => ReferenceText.IdOf(d.Id), StringComparer.Ordinal);
        return (
            [.. page.Select(p => byId.GetValueOrDefault(p.Id)).OfType<ResourceDocument>()],
            ordered.Count > query.Count ? new([page[^1].Distance, circle], page[^1].Id) : null);
    }

    // One more than a page. Where too many places are in reach, a smaller circle may hold the page: in a dense city the nearest ten are found all the same.
    // The pages after it go on in that circle, and end with a refusal where it ends.
    private async ValueTask<(List<(double Distance, string Id)> Places, double Circle)> NextPlaces(SearchQuery query, CancellationToken ct)
    {
        var near = query.Criteria.OfType<Criterion.Near>().Single();
        var others = query.Criteria.Where(c => c != near).ToList();
        var within = query.After is { Values: [_, double circle] } ? near with { Kilometres = circle } : near;
        var distances = await resolver.TryNear(query.Type, within, others, ct);
        if (distances is null)
        {
            do
                within = within.Kilometres > SmallestCircle ? within with { Kilometres = within.Kilometres / 2 } : throw resolver.TooManyPlaces(query.Type, near.Parameter);
            while (await resolver.IsCrowded(query.Type, within, others, ct));
            distances = await resolver.TryNear(query.Type, within, others, ct) ?? throw resolver.TooManyPlaces(query.Type, near.Parameter);
        }

        var ordered = distances.Select(d => (d.Value, d.Key)).Where(p => IsAfter(query.After, p)).Order().Take(query.Count + 1).ToList();
        return ordered.Count > query.Count || within == near ? (ordered, within.Kilometres) : throw resolver.TooManyPlaces(query.Type, near.Parameter);
    }

    private static bool IsAfter(SearchPosition? position, (double Distance, string Id) place) =>
        position is not { Values: [double distance, ..], Id: var id } || place.CompareTo((distance, id)) > 0;
}
