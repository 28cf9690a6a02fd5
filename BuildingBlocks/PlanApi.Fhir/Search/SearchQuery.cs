namespace PlanApi.Fhir;

/// <summary>A search in the server's own words, parsed against the declarations of a branch.</summary>
public sealed record SearchQuery
{
    /// <summary>The type that is searched.</summary>
    public required string Type { get; init; }

    /// <summary>What must hold of a match: all of these.</summary>
    public IReadOnlyList<Criterion> Criteria { get; init; } = [];

    /// <summary>The order of the matches.</summary>
    public SearchOrder Order { get; init; } = SearchOrder.ById;

    /// <summary>Matches a page.</summary>
    public int Count { get; init; } = 50;

    /// <summary>What to add to each page.</summary>
    public IReadOnlyList<Inclusion> Inclusions { get; init; } = [];

    /// <summary>
    /// Whether the repository remembers what the matches refer to: they make shared resources visible, which later searches of the same
    /// repository then need not ask about.
    /// </summary>
    public bool RemembersReferences { get; init; }

    /// <summary>The last match of the page before, or null for the first page.</summary>
    public SearchPosition? After { get; init; }
}

/// <summary>What matches are ordered by.</summary>
public enum SortField
{
    Id,
    LastUpdated,

    /// <summary>The type's main date, see <see cref="ResourceDeclaration.MainDate"/>.</summary>
    MainDate,

    /// <summary>Another parameter: its one sorted value, and resources without one before all others.</summary>
    Parameter,

    /// <summary>The distance from the place that the search is about, nearest first.</summary>
    Distance,
}

/// <summary>One key of an order.</summary>
/// <param name="Parameter">The name, for <see cref="SortField.Parameter"/>; else empty.</param>
public sealed record SortKey(SortField Field, bool Descending, string Parameter = "");

/// <summary>An order of matches: by the first key, then the next; what is equal in all is ordered by id, so that the order is total.</summary>
public sealed record SearchOrder(params IReadOnlyList<SortKey> Keys)
{
    public static SearchOrder ById { get; } = new();

    public static SearchOrder ByDistance { get; } = new(new SortKey(SortField.Distance, false));

    /// <summary>Whether an index has this order; else it is made of what was found.</summary>
    public bool IsIndexed => Keys is [] or [{ Field: SortField.Id or SortField.LastUpdated or SortField.MainDate }];

    /// <summary>The same from its end; null for the one by distance, which is made of what was found.</summary>
    public SearchOrder? Reversed => Keys is [{ Field: SortField.Distance }]
        ? null
        : Keys.Count == 0 ? new(new SortKey(SortField.Id, true)) : new([.. Keys.Select(k => k with { Descending = !k.Descending })]);
}

/// <summary>A place in an ordered search: the sort keys' values (each a DateTime, a double or a string, or null for none) and the id of the last match seen.</summary>
public sealed record SearchPosition(IReadOnlyList<object?> Values, string Id);

/// <summary><c>_include</c> or <c>_revinclude</c>.</summary>
/// <param name="Source">The type that refers.</param>
/// <param name="Parameter">Its reference parameter.</param>
/// <param name="Target">The only type to follow to, or null for all.</param>
/// <param name="Reverse">True for <c>_revinclude</c>.</param>
/// <param name="Iterate">Whether it is followed from included resources too.</param>
public sealed record Inclusion(string Source, SearchParameter Parameter, string? Target, bool Reverse, bool Iterate);
