namespace PlanApi.ProviderDirectory.Contracts;

/// <summary>A practitioner of the demo directory.</summary>
/// <param name="Id">The id of the Practitioner; its PractitionerRole is <c>{Id}-role</c>.</param>
/// <param name="Npi">The National Provider Identifier (its check digit is right; none that begin with 9 are given out).</param>
/// <param name="Specialty">NUCC provider taxonomy code.</param>
/// <param name="OrganizationId">The organization it works for.</param>
/// <param name="LocationId">Where it works.</param>
public sealed record DemoPractitioner(
    string Id, string Npi, string Given, string Family, string Gender, string Specialty, string SpecialtyName, string OrganizationId, string LocationId);

/// <summary>A care-giving organization of the demo directory.</summary>
public sealed record DemoOrganization(string Id, string Npi, string Name, bool IsPharmacy);

/// <summary>A place of the demo directory.</summary>
public sealed record DemoLocation(string Id, string Name, string OrganizationId, string Line, string City, string PostalCode, decimal Latitude, decimal Longitude);

/// <summary>
/// Who is in the demo plan's directory, so that the records of the demo plan's members name the same people and places, with the same ids and
/// NPIs.
/// </summary>
public static class DemoDirectoryEntries
{
    public const string PayerId = "demo-plan";
    public const string PayerName = "Demo Health Plan";
    public const string NetworkId = "demo-network-ppo";
    public const string NarrowNetworkId = "demo-network-hmo";

    public static IReadOnlyList<DemoOrganization> Organizations { get; } =
    [
        new("demo-clinic", "9902100004", "Riverside Family Clinic", false),
        new("demo-hospital", "9902100012", "Harbor General Hospital", false),
        new("demo-pharmacy-main", "9902100020", "Main Street Pharmacy", true),
        new("demo-pharmacy-shore", "9902100038", "Shoreline Drugs", true),
    ];

    public static IReadOnlyList<DemoLocation> Locations { get; } =
    [
        new("demo-loc-clinic", "Riverside Family Clinic", "demo-clinic", "12 River Road", "Springfield", "01103", 42.1015m, -72.5898m),
        new("demo-loc-clinic-north", "Riverside Family Clinic North", "demo-clinic", "400 Elm Street", "Greenfield", "01301", 42.5879m, -72.5994m),
        new("demo-loc-hospital", "Harbor General Hospital", "demo-hospital", "1 Harbor Square", "Springfield", "01105", 42.0980m, -72.5780m),
        new("demo-loc-pharmacy-main", "Main Street Pharmacy", "demo-pharmacy-main", "88 Main Street", "Springfield", "01103", 42.1020m, -72.5910m),
        new("demo-loc-pharmacy-shore", "Shoreline Drugs", "demo-pharmacy-shore", "5 Shore Drive", "Greenfield", "01301", 42.5890m, -72.6001m),
    ];

    public static IReadOnlyList<DemoPractitioner> Practitioners { get; } =
    [
        new("demo-dr-adams", "9902200002", "Grace", "Adams", "female", "207Q00000X", "Family Medicine Physician", "demo-clinic", "demo-loc-clinic"),
        new("demo-dr-brown", "9902200010", "Samuel", "Brown", "male", "207Q00000X", "Family Medicine Physician", "demo-clinic", "demo-loc-clinic-north"),
        new("demo-dr-castillo", "9902200028", "Inés", "Castillo", "female", "208000000X", "Pediatrics Physician", "demo-clinic", "demo-loc-clinic"),
        new("demo-dr-dubois", "9902200036", "Luc", "Dubois", "male", "208000000X", "Pediatrics Physician", "demo-clinic", "demo-loc-clinic-north"),
        new("demo-dr-edwards", "9902200044", "Joan", "Edwards", "female", "207R00000X", "Internal Medicine Physician", "demo-clinic", "demo-loc-clinic"),
        new("demo-dr-fischer", "9902200051", "Anna", "Fischer", "female", "207RC0000X", "Cardiovascular Disease Physician", "demo-hospital", "demo-loc-hospital"),
        new("demo-dr-gupta", "9902200069", "Ravi", "Gupta", "male", "207RC0000X", "Cardiovascular Disease Physician", "demo-hospital", "demo-loc-hospital"),
        new("demo-dr-haddad", "9902200077", "Lina", "Haddad", "female", "207V00000X", "Obstetrics & Gynecology Physician", "demo-hospital", "demo-loc-hospital"),
        new("demo-dr-ito", "9902200085", "Ken", "Ito", "male", "207X00000X", "Orthopaedic Surgery Physician", "demo-hospital", "demo-loc-hospital"),
        new("demo-dr-jensen", "9902200093", "Maja", "Jensen", "female", "207N00000X", "Dermatology Physician", "demo-clinic", "demo-loc-clinic"),
        new("demo-dr-kowalski", "9902200101", "Piotr", "Kowalski", "male", "207W00000X", "Ophthalmology Physician", "demo-hospital", "demo-loc-hospital"),
        new("demo-np-lopez", "9902200119", "Carla", "López", "female", "363L00000X", "Nurse Practitioner", "demo-clinic", "demo-loc-clinic-north"),
    ];
}
