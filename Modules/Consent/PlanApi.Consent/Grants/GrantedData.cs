using PlanApi.BuildingBlocks.Smart;

namespace PlanApi.Consent.Grants;

/// <summary>What granted scopes open, in the words of the consent page.</summary>
internal static class GrantedData
{
    public static IReadOnlyList<string> Of(IEnumerable<string> scopes)
    {
        var granted = ScopeSet.Of(scopes);
        return [.. ScopeCategory.All.SelectMany(c => TitlesOf(c, [.. granted.Where(s => s.Category == c)]))];
    }

    // Of a category that was granted in part, the part.
    private static IEnumerable<string> TitlesOf(ScopeCategory category, Scope[] granted) =>
        granted.Length == 0 ? [] : granted.Any(s => s.Part is not null) ? granted.Select(s => s.Describe()).Distinct() : [category.Title];
}
