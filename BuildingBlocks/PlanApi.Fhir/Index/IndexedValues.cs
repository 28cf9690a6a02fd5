namespace PlanApi.Fhir.Index;

/// <summary>What a resource is found by, as extracted when it was written.</summary>
internal sealed class IndexedValues
{
    /// <summary>Exact and prefix entries, see <see cref="Entry"/>; each once.</summary>
    public SortedSet<string> Entries { get; } = new(StringComparer.Ordinal);

    /// <summary>Periods by parameter.</summary>
    public HashSet<(string Parameter, DateRange Range)> Ranges { get; } = [];

    /// <summary>The start of the type's main date, see <c>ResourceDocument.Date</c>.</summary>
    public DateTime? MainDate { get; set; }

    /// <summary>Every resource of this server that it refers to anywhere, as <c>Type/id</c>.</summary>
    public SortedSet<string> References { get; } = new(StringComparer.Ordinal);
}
