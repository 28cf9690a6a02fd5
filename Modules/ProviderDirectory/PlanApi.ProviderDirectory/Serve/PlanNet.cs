using PlanApi.Fhir;

namespace PlanApi.ProviderDirectory.Serve;

/// <summary>
/// The resource types of Plan-Net 1.1.0 with the search parameters, includes and reverse includes of its CapabilityStatement. R4's own
/// parameters of the same types that directory users ask for are there too, and what the formulary asks of insurance plans.
/// </summary>
internal static class PlanNet
{
    private const string Guide = "http://hl7.org/fhir/us/davinci-pdex-plan-net/";

    public static IReadOnlyList<ResourceDeclaration> Resources { get; } =
    [
        Declare("Endpoint", ["plannet-Endpoint"],
            [
                Reference("organization", "endpoint-organization", "Endpoint.managingOrganization", "Organization"),
                .. SearchParameter.Of("Endpoint", "identifier", "name", "status", "connection-type"),
            ],
            includes: ["organization"]),
        Declare("HealthcareService", ["plannet-HealthcareService"],
            [
                Reference("location", "healthcareservice-location", "HealthcareService.location", "Location"),
                Reference("coverage-area", "healthcareservice-coverage-area", "HealthcareService.coverageArea", "Location"),
                Reference("organization", "healthcareservice-organization", "HealthcareService.providedBy", "Organization"),
                Reference("endpoint", "healthcareservice-endpoint", "HealthcareService.endpoint", "Endpoint"),
                Text("name", "healthcareservice-name", "HealthcareService.name"),
                Token("service-category", "healthcareservice-service-category", "HealthcareService.category"),
                Token("service-type", "healthcareservice-service-type", "HealthcareService.type"),
                Token("specialty", "healthcareservice-specialty", "HealthcareService.specialty"),
                .. SearchParameter.Of("HealthcareService", "active", "identifier"),
            ],
            includes: ["location", "coverage-area", "organization", "endpoint"],
            revIncludes: ["PractitionerRole:service", "OrganizationAffiliation:service"]),
        Declare("InsurancePlan", ["plannet-InsurancePlan"],
            [
                Reference("administered-by", "insuranceplan-administered-by", "InsurancePlan.administeredBy", "Organization"),
                Reference("owned-by", "insuranceplan-owned-by", "InsurancePlan.ownedBy", "Organization"),
                Reference("coverage-area", "insuranceplan-coverage-area", "InsurancePlan.coverageArea", "Location"),
                Text("name", "insuranceplan-name", "InsurancePlan.name | InsurancePlan.alias"),
                Token("plan-type", "insuranceplan-plan-type", "InsurancePlan.plan.type"),
                Token("identifier", "insuranceplan-identifier", "InsurancePlan.identifier"),
                Token("type", "insuranceplan-type", "InsurancePlan.type"),
                .. Formulary.InsurancePlanParameters,
            ],
            includes: ["administered-by", "owned-by", "coverage-area", "formulary-coverage"],
            revIncludes: ["Basic:formulary", "InsurancePlan:formulary-coverage"],
            mainDate: "period",
            further: Formulary.Profiles("usdf-PayerInsurancePlan", "usdf-Formulary")),
        Declare("Location", ["plannet-Location"],
            [
                Reference("partof", "location-partof", "Location.partOf", "Location"),
                Reference("organization", "location-organization", "Location.managingOrganization", "Organization"),
                Reference("endpoint", "location-endpoint", "Location.endpoint", "Endpoint"),
                Text("address", "location-address", "Location.address"),
                Text("address-city", "location-address-city", "Location.address.city"),
                Text("address-state", "location-address-state", "Location.address.state"),
                Text("address-postalcode", "location-address-postalcode", "Location.address.postalCode"),
                Token("type", "location-type", "Location.type"),
                .. SearchParameter.Of("Location", "identifier", "name", "near", "status"),
            ],
            includes: ["endpoint", "organization", "partof"],
            revIncludes: ["HealthcareService:location", "InsurancePlan:coverage-area", "OrganizationAffiliation:location", "PractitionerRole:location"],
            further: Formulary.Profiles("usdf-InsurancePlanLocation")),
        Declare("Organization", ["plannet-Organization", "plannet-Network"],
            [
                Reference("partof", "organization-partof", "Organization.partOf", "Organization"),
                Reference("endpoint", "organization-endpoint", "Organization.endpoint", "Endpoint"),
                Reference("coverage-area", "organization-coverage-area", Extension("Organization", "location-reference"), "Location"),
                Text("address", "organization-address", "Organization.address"),
                Text("name", "organization-name", "Organization.name | Organization.alias"),
                Token("type", "organization-type", "Organization.type"),
                .. SearchParameter.Of("Organization", "active", "address-city", "address-postalcode", "address-state", "identifier"),
            ],
            includes: ["partof", "endpoint", "coverage-area"],
            revIncludes:
            [
                "Endpoint:organization", "HealthcareService:organization", "InsurancePlan:administered-by", "InsurancePlan:owned-by",
                "OrganizationAffiliation:primary-organization", "PractitionerRole:organization", "PractitionerRole:network",
                "OrganizationAffiliation:participating-organization",
            ]),
        Declare("OrganizationAffiliation", ["plannet-OrganizationAffiliation"],
            [
                Reference("primary-organization", "organizationaffiliation-primary-organization", "OrganizationAffiliation.organization", "Organization"),
                Reference("participating-organization", "organizationaffiliation-participating-organization", "OrganizationAffiliation.participatingOrganization", "Organization"),
                Reference("location", "organizationaffiliation-location", "OrganizationAffiliation.location", "Location"),
                Reference("service", "organizationaffiliation-service", "OrganizationAffiliation.healthcareService", "HealthcareService"),
                Reference("network", "organizationaffiliation-network", "OrganizationAffiliation.network", "Organization"),
                Reference("endpoint", "organizationaffiliation-endpoint", "OrganizationAffiliation.endpoint", "Endpoint"),
                Token("role", "organizationaffiliation-role", "OrganizationAffiliation.code"),
                Token("specialty", "organizationaffiliation-specialty", "OrganizationAffiliation.specialty"),
                Date("period", "organizationaffiliation-period", "OrganizationAffiliation.period"),
                .. SearchParameter.Of("OrganizationAffiliation", "active", "identifier"),
            ],
            includes: ["primary-organization", "participating-organization", "location", "service", "endpoint", "network"],
            mainDate: "period"),
        Declare("Practitioner", ["plannet-Practitioner"],
            [
                Text("name", "practitioner-name", "Practitioner.name"),
                Text("family", "practitioner-family-name", "Practitioner.name.family"),
                Text("given", "practitioner-given-name", "Practitioner.name.given"),
                .. SearchParameter.Of("Practitioner", "active", "communication", "gender", "identifier"),
            ],
            revIncludes: ["PractitionerRole:practitioner"]),
        Declare("PractitionerRole", ["plannet-PractitionerRole"],
            [
                Reference("practitioner", "practitionerrole-practitioner", "PractitionerRole.practitioner", "Practitioner"),
                Reference("organization", "practitionerrole-organization", "PractitionerRole.organization", "Organization"),
                Reference("location", "practitionerrole-location", "PractitionerRole.location", "Location"),
                Reference("service", "practitionerrole-service", "PractitionerRole.healthcareService", "HealthcareService"),
                Reference("network", "practitionerrole-network", Extension("PractitionerRole", "network-reference"), "Organization"),
                Reference("endpoint", "practitionerrole-endpoint", "PractitionerRole.endpoint", "Endpoint"),
                Token("role", "practitionerrole-role", "PractitionerRole.code"),
                Token("specialty", "practitionerrole-specialty", "PractitionerRole.specialty"),
                Date("period", "practitionerrole-period", "PractitionerRole.period"),
                .. SearchParameter.Of("PractitionerRole", "active", "identifier"),
            ],
            includes: ["practitioner", "organization", "location", "service", "network", "endpoint"],
            mainDate: "period",
            // What a directory is asked for most: a specialty in a town or near a place. Services and affiliations may have thousands of places, roles have a few.
            pairs: [("specialty", "location")]),
    ];

    private static ResourceDeclaration Declare(
        string type,
        string[] profiles,
        SearchParameter[] parameters,
        string[]? includes = null,
        string[]? revIncludes = null,
        string? mainDate = null,
        IEnumerable<string>? further = null,
        (string, string)[]? pairs = null) => new()
        {
            Type = type,
            Ownership = Ownership.Shared,
            Profiles = [.. profiles.Select(p => $"{Guide}StructureDefinition/{p}"), .. further ?? []],
            SearchParameters = parameters,
            Includes = includes ?? [],
            RevIncludes = revIncludes ?? [],
            MainDate = mainDate,
            Pairs = pairs ?? [],
        };

    private static SearchParameter Reference(string name, string id, string expression, string target) =>
        Parameter(SearchKind.Reference, name, id, expression) with { Targets = [target] };

    private static SearchParameter Token(string name, string id, string expression) => Parameter(SearchKind.Token, name, id, expression);

    private static SearchParameter Text(string name, string id, string expression) => Parameter(SearchKind.Text, name, id, expression);

    private static SearchParameter Date(string name, string id, string expression) => Parameter(SearchKind.Date, name, id, expression);

    private static SearchParameter Parameter(SearchKind kind, string name, string id, string expression) => new()
    {
        Name = name,
        Kind = kind,
        Expression = expression,
        Definition = $"{Guide}SearchParameter/{id}",
    };

    private static string Extension(string type, string name) => $"{type}.extension.where(url='{Guide}StructureDefinition/{name}').value";
}
