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

    /// <summary>The last match of the page before, or null for the first page.</summary>
    public SearchPosition? After { get; init; }
}

/// <summary>The key that matches are ordered by; equal keys are ordered by id, so that the order is total.</summary>
public enum SortKey
{
    Id,
    LastUpdated,

    /// <summary>The type's main date, see <see cref="ResourceDeclaration.MainDate"/>.</summary>
    Date,
}

/// <summary>An order of matches.</summary>
public sealed record SearchOrder(SortKey Key, bool Descending)
{
    public static SearchOrder ById { get; } = new(SortKey.Id, false);
}

/// <summary>A place in an ordered search: the sort key's value (null for none) and the id of the last match seen.</summary>
public sealed record SearchPosition(DateTime? Value, string Id);

/// <summary><c>_include</c> or <c>_revinclude</c>.</summary>
/// <param name="Source">The type that refers.</param>
/// <param name="Parameter">Its reference parameter.</param>
/// <param name="Target">The only type to follow to, or null for all.</param>
/// <param name="Reverse">True for <c>_revinclude</c>.</param>
/// <param name="Iterate">Whether it is followed from included resources too.</param>
public sealed record Inclusion(string Source, SearchParameter Parameter, string? Target, bool Reverse, bool Iterate);

/// <summary>One condition on a match.</summary>
public abstract record Criterion
{
    private Criterion()
    {
    }

    /// <summary>One of these ids.</summary>
    public sealed record Ids(IReadOnlyList<string> Values) : Criterion;

    /// <summary>An entry of the search index equals one of these.</summary>
    public sealed record Exact(IReadOnlyList<string> Entries) : Criterion;

    /// <summary>An entry of the search index starts with one of these.</summary>
    public sealed record Prefixes(IReadOnlyList<string> Entries) : Criterion;

    /// <summary>Any one of several.</summary>
    public sealed record AnyOf(IReadOnlyList<Criterion> Of) : Criterion;

    /// <summary>The parameter has no value at all.</summary>
    public sealed record Missing(SearchParameter Parameter) : Criterion;

    /// <summary>The inner condition does not hold.</summary>
    public sealed record Except(Criterion Of) : Criterion;

    /// <summary>A range of the parameter compares so with the period asked for.</summary>
    public sealed record Range(string Parameter, Comparator Comparator, DateTime From, DateTime To) : Criterion;

    /// <summary>When the resource was last written compares so with the period asked for.</summary>
    public sealed record Written(Comparator Comparator, DateTime From, DateTime To) : Criterion;

    /// <summary>A reference parameter points to a resource that matches the inner search.</summary>
    public sealed record Chain(string Parameter, IReadOnlyList<SearchQuery> Targets) : Criterion;
}

/// <summary>The prefixes of R4 search (search.html#prefix).</summary>
public enum Comparator
{
    Equal,
    NotEqual,
    GreaterThan,
    LessThan,
    GreaterOrEqual,
    LessOrEqual,
    StartsAfter,
    EndsBefore,
    Approximately,
}
