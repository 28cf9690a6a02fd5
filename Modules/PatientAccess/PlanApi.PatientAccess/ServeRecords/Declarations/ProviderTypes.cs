using PlanApi.Fhir;
using static PlanApi.PatientAccess.ServeRecords.Declarations.RecordTypes;

namespace PlanApi.PatientAccess.ServeRecords.Declarations;

/// <summary>
/// What belongs to no patient: visible only when a resource that the token may read refers to it, and one hop further from a role (to its
/// people and places) and from an organization (to what it is part of).
/// </summary>
internal static class ProviderTypes
{
    public static IReadOnlyList<ResourceDeclaration> All { get; } =
    [
        Shared("Practitioner", [.. UsCoreOf("Practitioner", "identifier", "name"), .. SearchParameter.Of("Practitioner", "family", "given")]) with
        {
            Profiles = [.. UsCore("us-core-practitioner"), .. Carin("Practitioner")],
            RevIncludes = ["PractitionerRole:practitioner"],
        },
        Shared("PractitionerRole", [.. UsCoreOf("PractitionerRole", "practitioner", "specialty"), .. SearchParameter.Of("PractitionerRole", "organization", "location", "endpoint")]) with
        {
            Profiles = UsCore("us-core-practitionerrole"),
            Includes = ["practitioner", "organization", "location", "endpoint"],
            PassesOn = ["Practitioner", "Organization", "Location"],
        },
        Shared("Organization", [.. UsCoreOf("Organization", "name", "address"), .. SearchParameter.Of("Organization", "identifier", "partof")]) with
        {
            Profiles = [.. UsCore("us-core-organization"), .. Carin("Organization")],
            Includes = ["partof"],
            PassesOn = ["Organization"],
        },
        Shared("Location", [.. UsCoreOf("Location", "name", "address", "address-city", "address-state", "address-postalcode"), .. SearchParameter.Of("Location", "near", "type")]) with
        {
            Profiles = UsCore("us-core-location"),
        },
        Shared("Medication", SearchParameter.Of("Medication", "code", "status")) with { Profiles = UsCore("us-core-medication") },
    ];

    private static ResourceDeclaration Shared(string type, IReadOnlyList<SearchParameter> parameters) => new()
    {
        Type = type,
        Ownership = Ownership.Shared,
        SearchParameters = parameters,
    };
}
