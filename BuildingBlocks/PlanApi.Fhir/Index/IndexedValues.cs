namespace PlanApi.Fhir.Index;

/// <summary>What a resource is found by, as extracted when it was written.</summary>
internal sealed class IndexedValues
{
    private const int LongestSortText = 60;

    /// <summary>Exact and prefix entries, see <see cref="Entry"/>; each once.</summary>
    public SortedSet<string> Entries { get; } = new(StringComparer.Ordinal);

    /// <summary>Periods by parameter.</summary>
    public HashSet<(string Parameter, DateRange Range)> Ranges { get; } = [];

    /// <summary>Numbers by parameter, with unit where it is of one (<see cref="Unit"/>).</summary>
    public HashSet<(string Parameter, NumberRange Range)> Numbers { get; } = [];

    /// <summary>By parameter the one value that the resource is sorted by: a text, a number or a time. Nothing is sorted by what every type has.</summary>
    public SortedDictionary<string, object> Sort { get; } = new(StringComparer.Ordinal);

    /// <summary>The start of the type's main date, see <c>ResourceDocument.Date</c>.</summary>
    public DateTime? MainDate { get; set; }

    /// <summary>How much there is: grows with everything added that a resource is found by.</summary>
    public int Count => Entries.Count + Ranges.Count + Numbers.Count;

    /// <summary>Indexes what there is of two parameters in pairs, after both.</summary>
    public void Pair(string one, string other)
    {
        List<string> ones = [.. Entries.Where(e => Entry.IsPaired(e, one))], others = [.. Entries.Where(e => Entry.IsPaired(e, other))];
        Entries.UnionWith(ones.SelectMany(_ => others, Entry.Pair));
    }

    /// <summary>Of several texts of a parameter the first in the resource is the one sorted by.</summary>
    public void SortBy(string parameter, string text)
    {
        if (parameter[0] != '_' && text.Length > 0)
            Sort.TryAdd(parameter, text.Length > LongestSortText ? text[..LongestSortText] : text);
    }

    /// <inheritdoc cref="SortBy(string,string)"/>
    public void SortBy(string parameter, double number) => Sort.TryAdd(parameter, number);

    /// <summary>Of several times the earliest is the one sorted by.</summary>
    public void SortBy(string parameter, DateTime time)
    {
        if (!Sort.TryGetValue(parameter, out var other) || (other is DateTime at && time < at))
            Sort[parameter] = time;
    }
}
