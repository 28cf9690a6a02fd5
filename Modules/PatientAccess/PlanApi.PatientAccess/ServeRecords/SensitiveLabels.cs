namespace PlanApi.PatientAccess.ServeRecords;

/// <summary>
/// Security labels (FHIR R4, security-labels.html) of resources that a general consent does not open: they need an opt-in of their own, and
/// until a grant carries one they are withheld from every app.
/// </summary>
internal static class SensitiveLabels
{
    private const string Confidentiality = "http://terminology.hl7.org/CodeSystem/v3-Confidentiality";
    private const string Sensitivity = "http://terminology.hl7.org/CodeSystem/v3-ActCode";

    public static IReadOnlyList<string> All { get; } =
    [
        .. new[] { "R", "V" }.Select(c => $"{Confidentiality}|{c}"),
        .. new[] { "ETH", "GDIS", "HIV", "PSY", "PSYTHPN", "SCA", "SDV", "SEX", "STD", "SUD", "BH", "MH", "OPIOIDUD", "TBOO" }.Select(c => $"{Sensitivity}|{c}"),
    ];
}
