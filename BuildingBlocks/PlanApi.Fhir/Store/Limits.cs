namespace PlanApi.Fhir.Store;

/// <summary>What one request may cost at most.</summary>
internal sealed record Limits
{
    public static readonly Limits Usual = new();

    /// <summary>
    /// How long the store may take over a page, over a total, and over all conditions that need searches of their own together: what reads much
    /// (<c>:contains</c>, <c>:missing</c>, totals) has an end.
    /// </summary>
    public static readonly TimeSpan Time = TimeSpan.FromSeconds(30);

    /// <summary>Rounds of <c>:iterate</c>.</summary>
    public const int IncludeRounds = 8;

    /// <summary>Resources that the conditions on other resources (chains, <c>_has</c>) may match, all of a request together.</summary>
    public int ChainTargets { get; init; } = 10_000;

    /// <summary>Matches that are sorted where no index has the order asked for.</summary>
    public int Sorted { get; init; } = 50_000;

    /// <summary>Resources in the cells around the places that a request names, all together.</summary>
    public int Near { get; init; } = 20_000;

    /// <summary>Resources that one page may carry besides its matches.</summary>
    public int Included { get; init; } = 1_000;
}
