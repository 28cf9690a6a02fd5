namespace PlanApi.SyntheticData.Facts;

/// <summary>
/// The providers that members' records name, and the payer. Facts only: each organization's copies get ids of their own, while the NPIs, being
/// of real-world shape and made up, are the same everywhere, as in a directory. <see cref="Roster"/> lists them all.
/// </summary>
internal static class Network
{
    private static readonly Town Springfield = Town.Springfield, Greenfield = Town.Greenfield;

    public static readonly Place Payer = new("plan", PlaceKind.Payer, "Lakeshore Health Plan", "", "(413) 555-0100", [At("loc-plan", "Lakeshore Health Plan", "100 Plan Way", Springfield, "01101")]);

    public static readonly Place Clinic = new("clinic", PlaceKind.Clinic, "Riverside Family Clinic", Npi.Of(990210000), "(413) 555-0110",
    [
        At("loc-clinic", "Riverside Family Clinic", "12 River Road", Springfield),
        At("loc-clinic-north", "Riverside Family Clinic North", "400 Elm Street", Greenfield),
    ]);

    public static readonly Place Hospital = new("hospital", PlaceKind.Hospital, "Harbor General Hospital", Npi.Of(990210001), "(413) 555-0120",
        [At("loc-hospital", "Harbor General Hospital", "1 Harbor Square", Springfield, "01105", 42.0980m, -72.5780m)]);

    public static readonly Place Pharmacy = new("pharmacy-main", PlaceKind.Pharmacy, "Main Street Pharmacy", Npi.Of(990210002), "(413) 555-0130",
        [At("loc-pharmacy-main", "Main Street Pharmacy", "88 Main Street", Springfield, null, 42.1020m, -72.5910m)]);

    public static readonly Place ShorePharmacy = new("pharmacy-shore", PlaceKind.Pharmacy, "Shoreline Drugs", Npi.Of(990210003), "(413) 555-0140",
        [At("loc-pharmacy-shore", "Shoreline Drugs", "5 Shore Drive", Greenfield, null, 42.5890m, -72.6001m)]);

    public static readonly Place MailPharmacy = new("pharmacy-mail", PlaceKind.MailOrderPharmacy, "Lakeshore Mail Order Pharmacy", Npi.Of(990210004), "(413) 555-0150",
        [At("loc-pharmacy-mail", "Lakeshore Mail Order Pharmacy", "200 Plan Way", Springfield, "01101", 42.1091m, -72.6010m)]);

    public static readonly Place DentalOffice = new("dental", PlaceKind.DentalOffice, "Bright Harbor Dental", Npi.Of(990210005), "(413) 555-0160",
        [At("loc-dental", "Bright Harbor Dental", "77 Harbor Road", Springfield, "01105", 42.0951m, -72.5802m)]);

    public static readonly Clinician PrimaryCare = new("dr-adams", "Grace", "Adams", true, Npi.Of(990220000), Specialty.FamilyMedicine, Clinic);
    public static readonly Clinician Pediatrician = new("dr-castillo", "Inés", "Castillo", true, Npi.Of(990220002), Specialty.Pediatrics, Clinic);
    public static readonly Clinician Orthopedist = new("dr-ito", "Ken", "Ito", false, Npi.Of(990220008), Specialty.Orthopedics, Hospital);
    public static readonly Clinician EmergencyDoctor = new("dr-moreau", "Victor", "Moreau", false, Npi.Of(990220012), Specialty.EmergencyMedicine, Hospital);
    public static readonly Clinician Dentist = new("dr-raman", "Priya", "Raman", true, Npi.Of(990220013), Specialty.GeneralDentistry, DentalOffice);

    /// <summary>In the middle of a town, where it is not said to be elsewhere.</summary>
    public static Site At(string key, string name, string line, Town town, string? postalCode = null, decimal? latitude = null, decimal? longitude = null) =>
        new(key, name, new(line, town.City, town.State, postalCode ?? town.PostalCode), latitude ?? town.Latitude, longitude ?? town.Longitude);
}
