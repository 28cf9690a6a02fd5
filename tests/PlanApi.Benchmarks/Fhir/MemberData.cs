using System.Globalization;
using System.Text;

namespace PlanApi.Benchmarks.Fhir;

/// <summary>
/// Members with claims of about 4 KB, the same at every run: 1,620 with 50, one with 20, one with 20,000 and two whose whole records are 400 and
/// 2,000 resources.
/// </summary>
internal sealed record MemberData(double Part)
{
    public const string Collection = "patientAccess.members.resources";
    public const string Usual = "bench-0", Few = "bench-few", Many = "bench-many", Whole = "bench-whole", Hundreds = "bench-hundreds";
    public const int UsualClaims = 50, FewClaims = 20, HundredsOfResources = 400;
    private const int Organizations = 10;

    public int ManyClaims { get; } = (int)(20_000 * Part);

    private int Others { get; } = (int)(1_600 * Part);

    /// <summary>With the patient and the coverage.</summary>
    public int WholeResources { get; } = (int)(2_000 * Part);

    public static string Claim(string patient, int number) => $"{patient}-claim-{number}";

    public async Task Write(string file)
    {
        await using var writer = new StreamWriter(file, append: false, new UTF8Encoding(false));
        for (var o = 0; o < Organizations; o++)
        {
            await writer.WriteLineAsync($$"""{"resourceType":"Organization","id":"bench-org-{{o}}","active":true,"name":"Bench Clinic {{o}}"}""");
        }

        foreach (var (patient, claims) in Patients())
        {
            await writer.WriteLineAsync($$"""{"resourceType":"Patient","id":"{{patient}}","name":[{"family":"Bench","given":["{{patient}}"]}],"gender":"female","birthDate":"1970-01-01"}""");
            await writer.WriteLineAsync($$"""{"resourceType":"Coverage","id":"{{patient}}-coverage","status":"active","beneficiary":{"reference":"Patient/{{patient}}"},"payor":[{"reference":"Organization/bench-org-0"}]}""");
            for (var c = 0; c < claims; c++)
            {
                await writer.WriteLineAsync(ClaimJson(patient, c));
            }
        }
    }

    private IEnumerable<(string Patient, int Claims)> Patients() =>
        [.. Enumerable.Range(0, 20 + Others).Select(p => ($"bench-{p}", UsualClaims)), (Few, FewClaims), (Hundreds, HundredsOfResources - 2), (Whole, WholeResources - 2), (Many, ManyClaims)];

    private static string ClaimJson(string patient, int number)
    {
        // Two claims a week, over and over the same ten years.
        var day = new DateOnly(2016, 1, 1).AddDays(number * 7 / 2 % 3650).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var items = string.Join(',', Enumerable.Range(1, 8).Select(i => $$$"""
            {"sequence":{{{i}}},"productOrService":{"coding":[{"system":"https://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets","code":"G0{{{400 + i}}}"}]},"servicedPeriod":{"start":"{{{day}}}","end":"{{{day}}}"},"adjudication":[{"category":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/adjudication","code":"submitted"}]},"amount":{"value":{{{100 + i}}}.25,"currency":"USD"}},{"category":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/adjudication","code":"benefit"}]},"amount":{"value":{{{80 + i}}}.50,"currency":"USD"}}]}
            """.Trim()));
        return $$$"""{"resourceType":"ExplanationOfBenefit","id":"{{{Claim(patient, number)}}}","status":"active","type":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/claim-type","code":"{{{(number % 5 == 4 ? "institutional" : "professional")}}}"}]},"use":"claim","patient":{"reference":"Patient/{{{patient}}}"},"billablePeriod":{"start":"{{{day}}}","end":"{{{day}}}"},"created":"{{{day}}}","insurer":{"display":"Bench Plan"},"provider":{"reference":"Organization/bench-org-{{{number % Organizations}}}"},"outcome":"complete","insurance":[{"focal":true,"coverage":{"reference":"Coverage/{{{patient}}}-coverage"}}],"item":[{{{items}}}],"total":[{"category":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/adjudication","code":"submitted"}]},"amount":{"value":836.00,"currency":"USD"}}]}""";
    }
}
