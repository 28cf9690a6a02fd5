namespace PlanApi.PatientAccess.ServeRecords;

/// <summary>
/// Security labels (FHIR R4, security-labels.html) of resources that a general consent does not open: they need an opt-in of their own, and
/// until a grant carries one they are withheld from every app.
/// </summary>
internal static class SensitiveLabels
{
    /// <summary>
    /// Codes of v3-Confidentiality and v3-ActCode, without their systems: labels come under other names of these too, by version and as OIDs, and a
    /// label that only looks like one is better withheld than shown.
    /// </summary>
    public static IReadOnlyList<string> All { get; } =
        ["R", "V", "ETH", "GDIS", "HIV", "PSY", "PSYTHPN", "SCA", "SDV", "SEX", "STD", "SUD", "BH", "MH", "OPIOIDUD", "TBOO"];
}
