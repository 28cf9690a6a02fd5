using Hl7.Fhir.Model;
using PlanApi.SyntheticData.Facts;

namespace PlanApi.SyntheticData.Directory;

/// <summary>
/// The plan's provider and pharmacy directory as Plan-Net resources, with ids that start with <paramref name="prefix"/>. Its payer, organizations, sites,
/// practitioners and roles have the ids and NPIs that members' records call them by. The families of resources are parts of it, one file each.
/// </summary>
internal sealed partial class DirectoryResources(string prefix, DateOnly asOf)
{
    private readonly DateTimeOffset _updated = new(asOf, TimeOnly.MinValue, TimeSpan.Zero);

    /// <summary>Each before what refers to it; made one after another, as they are asked for.</summary>
    public IEnumerable<Resource> All(WiderNetwork network) =>
        Plan().Concat(network.Places.SelectMany(Of)).Concat(network.Clinicians.SelectMany(Of));

    private IEnumerable<Resource> Plan() =>
        [PayerOrganization(), FhirEndpoint(), Region(), .. ProviderNetwork.All.Select(NetworkOrganization), .. InsuranceProduct.All.Select(Product)];

    private IEnumerable<Resource> Of(Place place) => [OrganizationOf(place), .. place.Sites.Select(s => LocationOf(place, s)), ServiceOf(place), AffiliationOf(place)];

    private IEnumerable<Resource> Of(Clinician clinician)
    {
        yield return PractitionerOf(clinician);
        yield return RoleOf(clinician, clinician.Place.InSelect ? ProviderNetwork.Select : ProviderNetwork.Preferred, "role");
        if (clinician.Place.InSelect && IsInBoth(clinician))
        {
            // Plan-Net allows one network for a role.
            yield return RoleOf(clinician, ProviderNetwork.Preferred, "role-preferred");
        }
    }

    private static bool IsInBoth(Clinician clinician) => !Roster.EveryClinician.Contains(clinician) && Chance.Of($"{clinician.Key} networks").Percent(50);

    private string Id(string key) => $"{prefix}-{key}";

    private ResourceReference To(Place place) => Resources.Build.To("Organization", Id(place.Key), place.Name);

    private ResourceReference To(ProviderNetwork network) => Resources.Build.To("Organization", Id(network.Key), network.Name);

    private ResourceReference To(Site site) => Resources.Build.To("Location", Id(site.Key), site.Name);

    private ResourceReference ToRegion() => Resources.Build.To("Location", Id("service-area"), RegionName);

    private ResourceReference ToEndpoint() => Resources.Build.To("Endpoint", Id("plan-fhir"), "Provider directory");

    private ResourceReference ToService(Place place) => Resources.Build.To("HealthcareService", Id($"{place.Key}-service"), place.Name);
}
