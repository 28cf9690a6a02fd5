namespace PlanApi.Fhir.Index;

/// <summary>What every resource may be searched by (search.html#all). <c>_id</c> and <c>_lastUpdated</c> need no entries: the document has them.</summary>
internal static class CommonParameters
{
    public const string Id = "_id";
    public const string LastUpdated = "_lastUpdated";

    /// <summary>Those that are indexed like declared ones.</summary>
    public static IReadOnlyList<SearchParameter> Indexed { get; } =
    [
        new() { Name = "_profile", Kind = SearchKind.Uri, Expression = "Resource.meta.profile", Definition = "http://hl7.org/fhir/SearchParameter/Resource-profile" },
        new() { Name = "_security", Kind = SearchKind.Token, Expression = "Resource.meta.security", Definition = "http://hl7.org/fhir/SearchParameter/Resource-security" },
        new() { Name = "_source", Kind = SearchKind.Uri, Expression = "Resource.meta.source", Definition = "http://hl7.org/fhir/SearchParameter/Resource-source" },
        new() { Name = "_tag", Kind = SearchKind.Token, Expression = "Resource.meta.tag", Definition = "http://hl7.org/fhir/SearchParameter/Resource-tag" },
    ];
}
