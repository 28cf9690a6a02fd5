namespace PlanApi.SyntheticData.Facts;

/// <summary>What a clinician is trained in.</summary>
/// <param name="Taxonomy">NUCC provider taxonomy code.</param>
/// <param name="Role">Plan-Net's ProviderRole code.</param>
/// <param name="Degree">Degree by HL7 table 0360.</param>
/// <param name="Where">The kind of place where one works.</param>
/// <param name="Weight">How many of a hundred clinicians.</param>
internal sealed record Specialty(string Taxonomy, string Text, string Role, string Degree, PlaceKind Where, int Weight)
{
    public static readonly Specialty FamilyMedicine = new("207Q00000X", "Family Medicine Physician", "ph", "MD", PlaceKind.Clinic, 14);
    public static readonly Specialty InternalMedicine = new("207R00000X", "Internal Medicine Physician", "ph", "MD", PlaceKind.Clinic, 10);
    public static readonly Specialty Pediatrics = new("208000000X", "Pediatrics Physician", "ph", "MD", PlaceKind.Clinic, 9);
    public static readonly Specialty NursePractitioner = new("363L00000X", "Nurse Practitioner", "apn", "NP", PlaceKind.Clinic, 7);
    public static readonly Specialty Dermatology = new("207N00000X", "Dermatology Physician", "ph", "MD", PlaceKind.Clinic, 3);
    public static readonly Specialty Cardiology = new("207RC0000X", "Cardiovascular Disease Physician", "ph", "MD", PlaceKind.Hospital, 4);
    public static readonly Specialty Obstetrics = new("207V00000X", "Obstetrics & Gynecology Physician", "ph", "MD", PlaceKind.Hospital, 5);
    public static readonly Specialty Orthopedics = new("207X00000X", "Orthopaedic Surgery Physician", "ph", "MD", PlaceKind.Hospital, 4);
    public static readonly Specialty Ophthalmology = new("207W00000X", "Ophthalmology Physician", "ph", "MD", PlaceKind.Hospital, 2);
    public static readonly Specialty EmergencyMedicine = new("207P00000X", "Emergency Medicine Physician", "ph", "MD", PlaceKind.Hospital, 5);
    public static readonly Specialty GeneralDentistry = new("1223G0001X", "General Practice Dentistry", "de", "DDS", PlaceKind.DentalOffice, 8);

    public static readonly Specialty Psychiatry = new("2084P0800X", "Psychiatry Physician", "ph", "MD", PlaceKind.Clinic, 3);
    public static readonly Specialty Endocrinology = new("207RE0101X", "Endocrinology, Diabetes & Metabolism Physician", "ph", "MD", PlaceKind.Hospital, 2);
    public static readonly Specialty Nephrology = new("207RN0300X", "Nephrology Physician", "ph", "MD", PlaceKind.Hospital, 1);
    public static readonly Specialty Oncology = new("207RH0003X", "Hematology & Oncology Physician", "ph", "MD", PlaceKind.Hospital, 2);
    public static readonly Specialty InfectiousDisease = new("207RI0200X", "Infectious Disease Physician", "ph", "MD", PlaceKind.Hospital, 1);
    public static readonly Specialty Nursing = new("163W00000X", "Registered Nurse", "rn", "RN", PlaceKind.Clinic, 2);

    /// <summary>The weights add up to a hundred.</summary>
    public static readonly IReadOnlyList<Specialty> All =
    [
        FamilyMedicine, InternalMedicine, Pediatrics, NursePractitioner, Dermatology, Cardiology, Obstetrics, Orthopedics, Ophthalmology, EmergencyMedicine, GeneralDentistry,
        Psychiatry, Endocrinology, Nephrology, Oncology, InfectiousDisease, Nursing,
        new("1041C0700X", "Clinical Social Worker", "sw", "MS", PlaceKind.Clinic, 5),
        new("103TC0700X", "Clinical Psychologist", "py", "PHD", PlaceKind.Clinic, 3),
        new("225100000X", "Physical Therapist", "pt", "MS", PlaceKind.Clinic, 3),
        new("2084N0400X", "Neurology Physician", "ph", "MD", PlaceKind.Hospital, 2),
        new("207RG0100X", "Gastroenterology Physician", "ph", "MD", PlaceKind.Hospital, 2),
        new("208600000X", "Surgery Physician", "ph", "MD", PlaceKind.Hospital, 2),
        new("1223P0221X", "Pediatric Dentist", "de", "DDS", PlaceKind.DentalOffice, 1),
    ];
}
