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
        Shared("Practitioner", "identifier", "name", "family", "given") with { Profiles = [.. UsCore("us-core-practitioner"), .. Carin("Practitioner")] },
        Shared("PractitionerRole", "practitioner", "specialty", "organization", "location") with
        {
            Profiles = UsCore("us-core-practitionerrole"),
            Includes = ["practitioner", "organization", "location"],
            PassesOn = ["Practitioner", "Organization", "Location"],
        },
        Shared("Organization", "identifier", "name", "address", "partof") with
        {
            Profiles = [.. UsCore("us-core-organization"), .. Carin("Organization")],
            Includes = ["partof"],
            PassesOn = ["Organization"],
        },
        Shared("Location", "name", "address", "address-city", "address-state", "address-postalcode") with { Profiles = UsCore("us-core-location") },
        Shared("Medication", "code", "status") with { Profiles = UsCore("us-core-medication") },
    ];

    private static ResourceDeclaration Shared(string type, params ReadOnlySpan<string> parameters) => new()
    {
        Type = type,
        Ownership = Ownership.Shared,
        SearchParameters = SearchParameter.Of(type, parameters),
    };
}
