using Hl7.Fhir.Model;
using PlanApi.SyntheticData.Claims;
using PlanApi.SyntheticData.Facts;

namespace PlanApi.SyntheticData.Resources;

/// <summary>
/// One person's record as a story fills it. The families of resources are extensions of it, one file each; what a story adds first gets the
/// first number, so that equal stories give equal ids.
/// </summary>
internal sealed class Chart(Member person, NetworkResources network, Chance chance, DateOnly asOf)
{
    private readonly List<Resource> _resources = [];
    private readonly Dictionary<string, int> _counts = [];

    public Member Member => person;

    public NetworkResources Network => network;

    public Chance Chance => chance;

    public DateOnly AsOf => asOf;

    /// <summary>What the person has paid towards this year's deductible.</summary>
    public CostSharing Costs { get; } = new();

    public IReadOnlyList<Resource> Resources => _resources;

    public ResourceReference Subject => Build.To("Patient", person.PatientId, person.FullName);

    public ResourceReference Coverage => Build.To("Coverage", $"{person.PatientId}-coverage");

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
        _resources.Add(resource);
    }
}
