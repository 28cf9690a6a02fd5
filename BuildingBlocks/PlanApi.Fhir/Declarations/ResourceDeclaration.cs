namespace PlanApi.Fhir;

/// <summary>
/// Everything the server knows about one resource type: from it come the capability statement, the search index, the parser
/// of searches and the compartment. Each type of a branch is declared once.
/// </summary>
public sealed record ResourceDeclaration
{
    /// <summary>The R4 type name, e.g. <c>PractitionerRole</c>.</summary>
    public required string Type { get; init; }

    /// <summary>Whose the resources of this type are.</summary>
    public required Ownership Ownership { get; init; }

    /// <summary>Canonical URLs of the profiles that the resources conform to.</summary>
    public IReadOnlyList<string> Profiles { get; init; } = [];

    /// <summary>What may be searched by, without the common parameters (<c>_id</c>, <c>_lastUpdated</c>, <c>_profile</c>, …), which every type has.</summary>
    public IReadOnlyList<SearchParameter> SearchParameters { get; init; } = [];

    /// <summary>Parameters that the guides ask for together, as <c>patient+category+date</c>. Every combination is answered; these are named in the capability statement.</summary>
    public IReadOnlyList<string> Combinations { get; init; } = [];

    /// <summary>
    /// Two parameters, a token and a reference, that searches often have together: each two values of a resource are indexed as one, so that such a
    /// search reads one range of the index, instead of all that has the one and all that has the other. Every combination is answered without, and
    /// a type whose resources have very many of either is better off so: its pairs are as many as the one times the other.
    /// </summary>
    public IReadOnlyList<(string Token, string Reference)> Pairs { get; init; } = [];

    /// <summary>
    /// Reference parameters of this type that <c>_include=Type:parameter</c> may follow, by parameter name, or as <c>parameter:Target</c> where a guide
    /// names the target too.
    /// </summary>
    public IReadOnlyList<string> Includes { get; init; } = [];

    /// <summary><c>_revinclude</c> values, as <c>SourceType:parameter</c>.</summary>
    public IReadOnlyList<string> RevIncludes { get; init; } = [];

    /// <summary>
    /// For a shared type: the types that become visible through a visible resource of this type, one hop further, e.g. a
    /// PractitionerRole's Practitioner. Empty for most.
    /// </summary>
    public IReadOnlyList<string> PassesOn { get; init; } = [];

    /// <summary>The date parameter that is sorted by on an index, or null: at most one a type. Sorting by others is sorting what was found.</summary>
    public string? MainDate { get; init; }

    /// <summary>The interactions that are answered.</summary>
    public IReadOnlyList<Interaction> Interactions { get; init; } = DefaultInteractions;

    /// <summary>What most types answer.</summary>
    public static IReadOnlyList<Interaction> DefaultInteractions { get; } = [Interaction.Read, Interaction.VersionRead, Interaction.History, Interaction.Search];
}
