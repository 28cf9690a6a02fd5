namespace PlanApi.SyntheticData.Facts;

/// <summary>An organization of the plan's network.</summary>
internal sealed record Place(string Key, string Name, string Npi, string TypeCode, string TypeText, Home Home, string Phone);

/// <summary>A clinician of the plan's network.</summary>
/// <param name="Specialty">NUCC provider taxonomy code.</param>
internal sealed record Clinician(string Key, string Given, string Family, bool Female, string Npi, string Specialty, string SpecialtyText, Place Place);

/// <summary>
/// The one small network that every synthetic household uses. Facts only: each organization's copies get ids of their own, while the NPIs,
/// being of real-world shape and made up, are the same everywhere, as in a directory.
/// </summary>
internal static class Network
{
    private const string Provider = "prov";

    public static readonly Place Payer = new("payer", "Lakeshore Health Plan", "", "pay", "Payer", new("1 Insurance Plaza", "Hartford", "CT", "06103"), "(860) 555-0100");
    public static readonly Place Clinic = new("clinic", "Riverside Family Medicine", Npi("188123401"), Provider, "Healthcare Provider", new("240 River Street", "Hartford", "CT", "06106"), "(860) 555-0140");
    public static readonly Place Hospital = new("hospital", "Saint Brendan Hospital", Npi("188123402"), Provider, "Healthcare Provider", new("900 Summit Avenue", "Hartford", "CT", "06105"), "(860) 555-0150");
    public static readonly Place Pharmacy = new("pharmacy", "Corner Pharmacy", Npi("188123403"), Provider, "Healthcare Provider", new("18 Market Square", "Hartford", "CT", "06103"), "(860) 555-0160");
    public static readonly Place DentalOffice = new("dental", "Bright Harbor Dental", Npi("188123404"), Provider, "Healthcare Provider", new("77 Harbor Road", "Hartford", "CT", "06114"), "(860) 555-0170");

    public static readonly Clinician PrimaryCare = new("primary-care", "Ruth", "Adeyemi", true, Npi("167812301"), "207Q00000X", "Family Medicine Physician", Clinic);
    public static readonly Clinician Pediatrician = new("pediatrician", "Samuel", "Ortega", false, Npi("167812302"), "208000000X", "Pediatrics Physician", Clinic);
    public static readonly Clinician Orthopedist = new("orthopedist", "Helen", "Brandt", true, Npi("167812303"), "207X00000X", "Orthopaedic Surgery Physician", Hospital);
    public static readonly Clinician EmergencyDoctor = new("emergency", "Victor", "Chen", false, Npi("167812304"), "207P00000X", "Emergency Medicine Physician", Hospital);
    public static readonly Clinician Dentist = new("dentist", "Priya", "Raman", true, Npi("167812305"), "1223G0001X", "General Practice Dentistry", DentalOffice);

    public static readonly IReadOnlyList<Place> Places = [Payer, Clinic, Hospital, Pharmacy, DentalOffice, Specialists.HomeCare];
    public static readonly IReadOnlyList<Clinician> Clinicians = [PrimaryCare, Pediatrician, Orthopedist, EmergencyDoctor, Dentist, .. Specialists.All];

    /// <summary>The nine digits with their check digit (Luhn over the prefix 80840, as the NPI standard says).</summary>
    private static string Npi(string digits)
    {
        var sum = 24;
        for (var i = 0; i < digits.Length; i++)
        {
            var digit = digits[i] - '0';
            sum += i % 2 == 0 ? (digit * 2 / 10) + (digit * 2 % 10) : digit;
        }

        return $"{digits}{(10 - (sum % 10)) % 10}";
    }
}
