using System.Globalization;
using System.Text;

namespace PlanApi.Benchmarks;

/// <summary>Claims of a few patients, 50 each of about 4 KB, the same at every run.</summary>
internal static class Data
{
    public const string Collection = "patientAccess.members.resources";
    public const int Patients = 20;
    public const int ClaimsEach = 50;

    public static string Patient(int number) => $"bench-{number}";

    public static string Claim(int patient, int number) => $"bench-{patient}-claim-{number}";

    public static async Task Write(string file)
    {
        await using var writer = new StreamWriter(file, append: false, new UTF8Encoding(false));
        for (var p = 0; p < Patients; p++)
        {
            await writer.WriteLineAsync($$"""{"resourceType":"Patient","id":"{{Patient(p)}}","name":[{"family":"Bench","given":["Number {{p}}"]}],"gender":"female","birthDate":"1970-01-01"}""");
            for (var c = 0; c < ClaimsEach; c++)
            {
                await writer.WriteLineAsync(ClaimJson(p, c));
            }
        }
    }

    private static string ClaimJson(int patient, int number)
    {
        var day = new DateOnly(2024, 1, 1).AddDays(number * 7).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var items = string.Join(',', Enumerable.Range(1, 8).Select(i => $$$"""
            {"sequence":{{{i}}},"productOrService":{"coding":[{"system":"https://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets","code":"G0{{{400 + i}}}"}]},"servicedPeriod":{"start":"{{{day}}}","end":"{{{day}}}"},"adjudication":[{"category":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/adjudication","code":"submitted"}]},"amount":{"value":{{{100 + i}}}.25,"currency":"USD"}},{"category":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/adjudication","code":"benefit"}]},"amount":{"value":{{{80 + i}}}.50,"currency":"USD"}}]}
            """.Trim()));
        return $$$"""{"resourceType":"ExplanationOfBenefit","id":"{{{Claim(patient, number)}}}","status":"active","type":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/claim-type","code":"professional"}]},"use":"claim","patient":{"reference":"Patient/{{{Patient(patient)}}}"},"billablePeriod":{"start":"{{{day}}}","end":"{{{day}}}"},"created":"{{{day}}}","insurer":{"display":"Bench Plan"},"provider":{"display":"Bench Clinic"},"outcome":"complete","insurance":[{"focal":true,"coverage":{"display":"Bench"}}],"item":[{{{items}}}],"total":[{"category":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/adjudication","code":"submitted"}]},"amount":{"value":836.00,"currency":"USD"}}]}""";
    }
}
