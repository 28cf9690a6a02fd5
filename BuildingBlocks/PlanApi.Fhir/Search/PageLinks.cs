namespace PlanApi.Fhir.Search;

/// <summary>The links of a page (http.html#paging); null where there is none.</summary>
internal sealed record PageLinks(string Self)
{
    public string? First { get; init; }

    public string? Previous { get; init; }

    public string? Next { get; init; }
}
