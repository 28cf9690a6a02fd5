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
    /// <param name="readable">Types that may be read and included.</param>
    /// <param name="searchable">Types that may be searched, chained through and listed.</param>
    /// <param name="organization">The sandbox vendor organization whose data this is; null in production.</param>
    /// <param name="withheld">Security labels as <c>system|code</c>; a resource that carries one is not there.</param>
    public static Access ToCompartment(
        string patient,
        IEnumerable<string> readable,
        IEnumerable<string> searchable,
        string? organization = null,
        IReadOnlyList<string>? withheld = null) =>
        new Compartment(patient, readable.ToFrozenSet(), searchable.ToFrozenSet(), organization, withheld ?? []);

    /// <summary>Everything that belongs to one sandbox vendor organization, for its own portal pages.</summary>
    public static Access ToOrganization(string organization) => new OfOrganization(organization);

    internal sealed record Nothing : Access;

    internal sealed record WholeBranch : Access;

    internal sealed record OfOrganization(string Organization) : Access;

    internal sealed record Compartment(
        string Patient,
        FrozenSet<string> Readable,
        FrozenSet<string> Searchable,
        string? Organization,
        IReadOnlyList<string> Withheld) : Access
    {
        /// <summary>Types that were granted in some way: the app sees such resources, so it sees what they refer to.</summary>
        public FrozenSet<string> Granted { get; } = Readable.Union(Searchable).ToFrozenSet();
    }
}
