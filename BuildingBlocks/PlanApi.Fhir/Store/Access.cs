using System.Collections.Frozen;

namespace PlanApi.Fhir;

/// <summary>
/// What an asker may see of a branch. Every repository is made for one, and every query it sends, for matches, includes, chains,
/// history and counts, is restricted by it before the page limit.
/// </summary>
public abstract record Access
{
    private Access()
    {
    }

    /// <summary>Nothing at all: what holds until someone has decided.</summary>
    public static Access None { get; } = new Nothing();

    /// <summary>
    /// The whole branch. For public branches, and inside the server for the plan's own work (matching a new member, an operator's
    /// command). A branch that is not declared public refuses it from requests.
    /// </summary>
    public static Access Everything { get; } = new WholeBranch();

    /// <summary>What one patient owns of the granted types, and the shared resources that those refer to.</summary>
    /// <param name="patient">The patient's logical id.</param>
    /// <param name="readable">What may be read and included.</param>
    /// <param name="searchable">What may be searched, chained through and listed.</param>
    /// <param name="organization">The sandbox vendor organization whose data this is; null in production.</param>
    /// <param name="withheld">Codes of security labels, of whatever system; a resource that carries one is not there.</param>
    public static Access ToCompartment(
        string patient,
        IEnumerable<OpenType> readable,
        IEnumerable<OpenType> searchable,
        string? organization = null,
        IReadOnlyList<string>? withheld = null) =>
        new Compartment(patient, ByType(readable), ByType(searchable), organization, withheld ?? []);

    // What is open whole is not narrowed by what is open in part.
    private static FrozenDictionary<string, IReadOnlyList<string>?> ByType(IEnumerable<OpenType> open) => open.GroupBy(o => o.Type)
        .ToFrozenDictionary(g => g.Key, g => g.Any(o => o.Categories is null) ? null : (IReadOnlyList<string>?)[.. g.SelectMany(o => o.Categories!).Distinct()]);

    internal sealed record Nothing : Access;

    internal sealed record WholeBranch : Access;

    internal sealed record Compartment(
        string Patient,
        FrozenDictionary<string, IReadOnlyList<string>?> Readable,
        FrozenDictionary<string, IReadOnlyList<string>?> Searchable,
        string? Organization,
        IReadOnlyList<string> Withheld) : Access
    {
        /// <summary>Types that were granted in some way: the app sees such resources, so it sees what they refer to.</summary>
        public FrozenSet<string> Granted { get; } = Readable.Keys.Union(Searchable.Keys).ToFrozenSet();
    }
}

/// <summary>A type that is open to an asker.</summary>
/// <param name="Type">The R4 type name.</param>
/// <param name="Categories">The categories it is open in, each <c>system|code</c>; null for all of it.</param>
public readonly record struct OpenType(string Type, IReadOnlyList<string>? Categories = null)
{
    /// <summary>All of a type.</summary>
    public static implicit operator OpenType(string type) => new(type);

    /// <summary>All of some types.</summary>
    public static IEnumerable<OpenType> All(IEnumerable<string> types) => types.Select(t => new OpenType(t));
}
