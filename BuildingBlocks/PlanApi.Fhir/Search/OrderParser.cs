using PlanApi.Fhir.Index;

namespace PlanApi.Fhir.Search;

/// <summary>Parses <c>_sort</c> (search.html#sort).</summary>
internal static class OrderParser
{
    private const int MostKeys = 5;

    /// <param name="criteria">What was asked: distances are ordered by only where one place is.</param>
    public static Parsed<SearchOrder> Parse(DeclaredType declared, string value, IReadOnlyList<Criterion> criteria)
    {
        List<SortKey> keys = [];
        foreach (var written in value.Split(','))
        {
            var descending = written.StartsWith('-');
            if (Key(declared, descending ? written[1..] : written, descending) is not { } key)
                return Invalid($"{declared.Declaration.Type} can not be sorted by '{written}': name _id, _lastUpdated or a search parameter of a simple value, with '-' before it for descending.");
            keys.Add(key);
        }

        if (keys.Count > MostKeys)
            return Invalid($"A search is sorted by at most {MostKeys} parameters.");
        // An id leaves nothing to order.
        var id = keys.FindIndex(k => k.Field == SortField.Id);
        if (id >= 0)
            keys.RemoveRange(id + 1, keys.Count - id - 1);
        if (keys.Exists(k => k.Field == SortField.Distance) && (keys is not [{ Descending: false }] || criteria.Count(c => c is Criterion.Near) != 1))
            return Invalid("Distances are ordered by alone, nearest first, and in a search near one place.");
        return new SearchOrder(keys);
    }

    private static SortKey? Key(DeclaredType declared, string name, bool descending) => name switch
    {
        CommonParameters.Id => new(SortField.Id, descending),
        CommonParameters.LastUpdated => new(SortField.LastUpdated, descending),
        _ when name == declared.Declaration.MainDate => new(SortField.MainDate, descending),
        _ when name.StartsWith('_') || !declared.Parameters.TryGetValue(name, out var parameter) || parameter.Kind == SearchKind.Composite => null,
        _ when declared.Parameters[name].Kind == SearchKind.Position => new(SortField.Distance, descending),
        _ => new(SortField.Parameter, descending, name),
    };

    private static FhirFailure Invalid(string why) => new(400, IssueCode.Invalid, why, "_sort");
}
