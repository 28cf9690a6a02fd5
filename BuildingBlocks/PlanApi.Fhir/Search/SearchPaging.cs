namespace PlanApi.Fhir.Search;

/// <summary>
/// The pages around a page. Each starts at a key of the order, not at a number, so that what is written meanwhile moves nothing:
/// the next one after the last match, the previous one, by the reverse order, before the first.
/// </summary>
internal sealed class SearchPaging(Cursors cursors)
{
    /// <summary>The query for the page that a cursor names, and whether it runs backward; the query itself without one; null for a cursor that is not ours.</summary>
    public (SearchQuery Query, bool Backward)? Continue(SearchQuery query, Argument? cursor, FhirContext context)
    {
        if (cursor is null)
            return (query, false);
        if (cursors.Open(cursor.Value, context) is not { } place)
            return null;
        var (backward, position) = PositionBytes.Read(place);
        return (query with { After = position, Order = backward ? query.Order.Reversed! : query.Order }, backward);
    }

    /// <summary>The links of a page.</summary>
    /// <param name="first">The search without a cursor.</param>
    /// <param name="query">What the page was found by, backward or not.</param>
    public PageLinks Links(string first, SearchQuery query, SearchPage page, Argument? cursor, bool backward, FhirContext context)
    {
        if (cursor is null)
            return new(first) { First = page.Next is null ? null : first, Next = At(false, page.Next) };
        var previous = query.Order.Reversed is null ? null : At(true, backward ? page.Next : page.Start);
        return new(SelfLink.With(first, Cursors.Argument, cursor.Value)) { First = first, Previous = previous, Next = At(false, backward ? page.Start : page.Next) };

        string? At(bool back, SearchPosition? position) =>
            position is null ? null : SelfLink.With(first, Cursors.Argument, cursors.Seal(PositionBytes.Write(back, position), context));
    }
}
