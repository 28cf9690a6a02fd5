using Hl7.Fhir.Model;
using PlanApi.SyntheticData.Claims;
using PlanApi.SyntheticData.Facts;
using PlanApi.SyntheticData.Stories;

namespace PlanApi.SyntheticData.Resources;

/// <summary>
/// One person's record as a story fills it. The families of resources are extensions of it, one file each; what a story adds first gets the
/// first number, so that equal stories give equal ids.
/// </summary>
internal sealed class Chart(Member person, IReadOnlyList<Member> household, NetworkResources network, Chance chance, DateOnly asOf, Timeline timeline, CostSharing costs)
{
    private readonly List<Resource> _resources = [];
    private readonly List<Visit> _visits = [];
    private readonly Dictionary<string, int> _counts = [];

    public Member Member => person;

    /// <summary>All who were asked for together, this person among them.</summary>
    public IReadOnlyList<Member> Household => household;

    public NetworkResources Network => network;

    /// <summary>Whom the person goes to, where a story names nobody.</summary>
    public required Care Care { get; init; }

    public Chance Chance => chance;

    /// <summary>The day the story is told, or the person's last.</summary>
    public DateOnly AsOf { get; } = person.Died ?? asOf;

    /// <summary>What is added now is sensitive in this way: a code of the Act code system, as <c>PSY</c>; null for nothing special.</summary>
    public string? Label { get; set; }

    /// <summary>Days from the last day of a service until the plan has decided its claim.</summary>
    public int HandlingDays { get; set; } = 14;

    /// <summary>A plan that pays before ours does, when there is one.</summary>
    public ResourceReference? PrimaryCoverage { get; set; }

    /// <summary>What the person and their family have paid towards this year's deductible.</summary>
    public CostSharing Costs => costs;

    /// <summary>What is still to happen to the household.</summary>
    public Timeline Timeline => timeline;

    /// <summary>In the order in which they were.</summary>
    public IReadOnlyList<Visit> Visits => _visits;

    public IReadOnlyList<Resource> Resources => _resources;

    public ResourceReference Subject => Build.To("Patient", person.PatientId, person.FullName);

    public ResourceReference Coverage => Build.To("Coverage", $"{person.PatientId}-coverage");

    public Amounts Adjudicate(ClaimLine line, DateOnly day) => Costs.Adjudicate(line, day, PrimaryCoverage is not null);

    /// <summary>The next id of a kind, such as <c>…-enc-3</c>.</summary>
    public string NewId(string kind)
    {
        var number = _counts[kind] = _counts.GetValueOrDefault(kind) + 1;
        return $"{person.PatientId}-{kind}-{number}";
    }

    /// <summary>Adds a resource that states its profiles.</summary>
    public void Add(string id, string profile, Resource resource, params IEnumerable<string> alsoProfiles)
    {
        resource.Id = id;
        resource.Meta = new() { Profile = [profile, .. alsoProfiles] };
        if (Label is { } sensitivity)
        {
            resource.Meta.Security = SecurityLabels(sensitivity);
        }

        _resources.Add(resource);
    }

    /// <summary>Adds a visit's encounter, to which what is recorded at it refers.</summary>
    public void Add(Visit visit, string profile, Encounter encounter)
    {
        _visits.Add(visit);
        Add(visit.EncounterId, profile, encounter);
    }

    /// <summary>Corrects what stands in the chart already.</summary>
    public void Correct<T>(string id, Action<T> change)
        where T : Resource => change(_resources.OfType<T>().Single(r => r.Id == id));

    /// <summary>Restricted, and why.</summary>
    private static List<Coding> SecurityLabels(string sensitivity) =>
        [new(Codes.Systems.Terminology("v3-Confidentiality"), "R", "restricted"), new(Codes.Systems.Terminology("v3-ActCode"), sensitivity)];
}
