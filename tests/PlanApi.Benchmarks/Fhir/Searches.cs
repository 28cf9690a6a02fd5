namespace PlanApi.Benchmarks.Fhir;

/// <summary>The searches of the table.</summary>
internal static class Searches
{
    public const string Read = "read by id, with token", Fifty = "50 by patient", FiftyMore = "50 by patient, dates, type, two includes";
    public const string RolesOfSpecialty = "roles by specialty, two includes";
    public const string Roles = "roles by specialty and city, three includes", Names = "practitioners by the start of a name", Near = "locations within 10 miles";
    public const string DefaultOrder = "default order";
    public const int PageSize = 20;
    private const string Claims = "/fhir/ExplanationOfBenefit";

    /// <summary>Of the usual member.</summary>
    public static IReadOnlyDictionary<string, string[]> Member { get; } = new Dictionary<string, string[]>
    {
        [Read] = [.. Enumerable.Range(0, MemberData.UsualClaims).Select(c => $"{Claims}/{MemberData.Claim(MemberData.Usual, c)}")],
        [Fifty] = [$"{Claims}?patient={MemberData.Usual}&_count=50"],
        [FiftyMore] =
        [
            $"{Claims}?patient={MemberData.Usual}&service-date=ge2016-01-01&service-date=le2026-12-31&type=professional,institutional&_count=50&_include=ExplanationOfBenefit:provider&_include=ExplanationOfBenefit:coverage",
        ],
    };

    /// <summary>The first pages of searches with many, of the member with many claims.</summary>
    public static IReadOnlyDictionary<string, string> Paged { get; } = new Dictionary<string, string>
    {
        ["patient"] = $"{Claims}?patient={MemberData.Many}&_count={PageSize}",
        ["date"] = $"{Claims}?service-date=ge2016-01-01&_count={PageSize}",
        ["type"] = $"{Claims}?type=professional&_count={PageSize}",
        [DefaultOrder] = $"{Claims}?_count={PageSize}",
    };

    /// <summary>All versions of a claim of the usual member.</summary>
    public static string History { get; } = $"{Claims}/{MemberData.Claim(MemberData.Usual, 0)}/_history";

    public static string Everything(string patient) => $"/fhir/Patient/{patient}/$everything";

    public static IReadOnlyDictionary<string, string[]> Directory { get; } = new Dictionary<string, string[]>
    {
        [Roles] =
        [
            $"/directory/fhir/PractitionerRole?specialty={DirectoryData.Specialty}&location.address-city={Uri.EscapeDataString(DirectoryData.City)}&_include=PractitionerRole:practitioner&_include=PractitionerRole:location&_include=PractitionerRole:organization",
        ],
        [RolesOfSpecialty] = [$"/directory/fhir/PractitionerRole?specialty={DirectoryData.Specialty}&_include=PractitionerRole:practitioner&_include=PractitionerRole:organization"],
        [Names] = ["/directory/fhir/Practitioner?name=smi"],
        [Near] = ["/directory/fhir/Location?near=42.5%7C-100.0%7C10%7C%5Bmi_us%5D", "/directory/fhir/Location?near=43.1%7C-90.3%7C10%7C%5Bmi_us%5D"],
    };
}
