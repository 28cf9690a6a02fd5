namespace PlanApi.Fhir;

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

    /// <summary>An entry of the search index starts with this and has one of these texts in the rest.</summary>
    public sealed record Containing(string Prefix, IReadOnlyList<string> Texts) : Criterion;

    /// <summary>Any one of several.</summary>
    public sealed record AnyOf(IReadOnlyList<Criterion> Of) : Criterion;

    /// <summary>The parameter has no value at all.</summary>
    public sealed record Missing(SearchParameter Parameter) : Criterion;

    /// <summary>The inner condition does not hold.</summary>
    public sealed record Except(Criterion Of) : Criterion;

    /// <summary>A range of the parameter compares so with the period asked for.</summary>
    public sealed record Period(string Parameter, Comparator Comparator, DateTime From, DateTime To) : Criterion;

    /// <summary>A number of the parameter compares so with the range asked for.</summary>
    public sealed record Number(string Parameter, Comparator Comparator, double From, double To) : Criterion;

    /// <summary>When the resource was last written compares so with the period asked for.</summary>
    public sealed record Written(Comparator Comparator, DateTime From, DateTime To) : Criterion;

    /// <summary>A place of the parameter is at most so far, in kilometres, from one in degrees.</summary>
    public sealed record Near(string Parameter, double Latitude, double Longitude, double Kilometres) : Criterion;

    /// <summary>A reference parameter points to a resource that matches the inner search.</summary>
    public sealed record Chain(string Parameter, IReadOnlyList<SearchQuery> Targets) : Criterion;

    /// <summary><c>_has</c>: a resource that matches the inner search points here with a reference parameter of its own.</summary>
    public sealed record Has(string Parameter, SearchQuery Source) : Criterion;
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
