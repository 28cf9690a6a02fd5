using System.Globalization;

namespace PlanApi.PatientAccess.Tests.SearchBounds;

/// <summary>
/// Small resources of one member with thousands of claims and results, among those of other members, as lines of NDJSON. Of each number
/// it is plain how many resources a value has, so that bounds can be said.
/// </summary>
internal static class CrowdedRecords
{
    public const string Member = "crowded";
    public const int Claims = 3000, Observations = 1500, Conditions = 400, Encounters = 300, Prescriptions = 300, Documents = 300, Provenances = 600;

    /// <summary>Each has 60 claims and some of all else.</summary>
    private const int Others = 60;

    private const string ClaimTypes = "http://terminology.hl7.org/CodeSystem/claim-type";
    private const string Confidentiality = "http://terminology.hl7.org/CodeSystem/v3-Confidentiality";
    private const string CarinProfile = "http://hl7.org/fhir/us/carin-bb/StructureDefinition/C4BB-ExplanationOfBenefit-";

    public static IEnumerable<string> Lines() =>
    [
        .. Shared(),
        .. Of(Member, Claims, Observations, Conditions, Encounters, Prescriptions, Documents, Provenances),
        .. Enumerable.Range(0, Others).SelectMany(o => Of($"other{o}", 60, 20, 5, 5, 5, 3, 5)),
    ];

    public static string Day(int number) => new DateOnly(2016, 1, 1).AddDays(number % 3650).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static IEnumerable<string> Of(string member, int claims, int observations, int conditions, int encounters, int prescriptions, int documents, int provenances) =>
    [
        $$$"""{"resourceType":"Patient","id":"{{{member}}}","identifier":[{"system":"http://plan.example/members","value":"{{{member}}}"}],"name":[{"family":"Crowd","given":["{{{member}}}"]}],"gender":"female","birthDate":"1970-01-01"}""",
        .. Each(3, n => $$$"""{"resourceType":"Coverage","id":"{{{member}}}-coverage-{{{n}}}","status":"{{{(n == 0 ? "active" : "cancelled")}}}","beneficiary":{"reference":"Patient/{{{member}}}"},"payor":[{"reference":"Organization/o0"}]}"""),
        .. Each(5, n => $$$"""{"resourceType":"RelatedPerson","id":"{{{member}}}-related-{{{n}}}","patient":{"reference":"Patient/{{{member}}}"},"name":[{"family":"Crowd","given":["Kin {{{n}}}"]}]}"""),
        .. Each(claims, n => Claim(member, n)),
        .. Each(observations, n => Observation(member, n, encounters)),
        .. Each(conditions, n => Condition(member, n, encounters)),
        .. Each(encounters, n => $$$"""{"resourceType":"Encounter","id":"{{{member}}}-encounter-{{{n}}}","status":"finished","class":{"system":"http://terminology.hl7.org/CodeSystem/v3-ActCode","code":"{{{(n % 10 == 0 ? "IMP" : "AMB")}}}"},"type":[{"text":"Visit"}],"subject":{"reference":"Patient/{{{member}}}"},"period":{"start":"{{{Day(n * 12)}}}","end":"{{{Day(n * 12 + 1)}}}"},"participant":[{"individual":{"reference":"Practitioner/p{{{n % 40}}}"}}],"serviceProvider":{"reference":"Organization/o{{{n % 20}}}"},"location":[{"location":{"reference":"Location/l{{{n % 10}}}"}}]}"""),
        .. Each(prescriptions, n => $$$"""{"resourceType":"MedicationRequest","id":"{{{member}}}-prescription-{{{n}}}","status":"{{{(n % 2 == 0 ? "active" : "completed")}}}","intent":"{{{(n % 10 == 0 ? "plan" : "order")}}}","medicationReference":{"reference":"Medication/m{{{n % 30}}}"},"subject":{"reference":"Patient/{{{member}}}"},"authoredOn":"{{{Day(n * 12)}}}","requester":{"reference":"Practitioner/p{{{n % 40}}}"}}"""),
        .. Each(documents, n => $$$"""{"resourceType":"DocumentReference","id":"{{{member}}}-document-{{{n}}}","status":"current","type":{"coding":[{"system":"http://loinc.org","code":"{{{(n % 10 == 0 ? "18842-5" : "34133-9")}}}"}]},"category":[{"coding":[{"system":"http://hl7.org/fhir/us/core/CodeSystem/us-core-documentreference-category","code":"clinical-note"}]}],"subject":{"reference":"Patient/{{{member}}}"},"date":"{{{Day(n * 12)}}}T08:00:00Z","content":[{"attachment":{"contentType":"text/plain","url":"https://plan.example/{{{member}}}/{{{n}}}"}}]}"""),
        .. Each(provenances, n => $$$"""{"resourceType":"Provenance","id":"{{{member}}}-provenance-{{{n}}}","target":[{"reference":"ExplanationOfBenefit/{{{member}}}-claim-{{{n % claims}}}"}],"recorded":"{{{Day(n * 6)}}}T00:00:00Z","agent":[{"who":{"reference":"Organization/o{{{n % 20}}}"}}]}"""),
    ];

    /// <summary>Of 100: 68 professional, 20 institutional, 2 pharmacy, 10 oral and withheld; 20 cancelled, and no institutional one of them; days without a pattern.</summary>
    private static string Claim(string member, int n)
    {
        var type = (n % 5, n % 10, n % 50) switch { (4, _, _) => "institutional", (_, 3, _) => "oral", (_, _, 7) => "pharmacy", _ => "professional" };
        var label = n % 10 == 3 ? "R" : n % 100 == 1 ? "N" : null;
        var source = n % 1000 == 5 ? ",\"source\":\"http://plan.example/old\"" : "";
        var tag = n % 300 == 1 ? ",\"tag\":[{\"system\":\"http://plan.example/tags\",\"code\":\"late\"}]" : "";
        var security = label is null ? "" : $",\"security\":[{{\"system\":\"{Confidentiality}\",\"code\":\"{label}\"}}]";
        var role = n % 25 == 0 ? $",{{\"sequence\":2,\"provider\":{{\"reference\":\"PractitionerRole/r{n / 25 % 10}\"}}}}" : "";
        var day = Day(n * 37);
        return $$$"""{"resourceType":"ExplanationOfBenefit","id":"{{{member}}}-claim-{{{n}}}","meta":{"profile":["{{{CarinProfile}}}{{{(n % 2 == 0 ? "Pharmacy" : "Oral")}}}|2.0.0"]{{{source}}}{{{tag}}}{{{security}}}},"identifier":[{"type":{"coding":[{"system":"http://hl7.org/fhir/us/carin-bb/CodeSystem/C4BBIdentifierType","code":"uc"}]},"system":"http://plan.example/claims","value":"{{{member}}}-{{{n}}}"}],"status":"{{{(n % 5 == 0 ? "cancelled" : "active")}}}","type":{"coding":[{"system":"{{{ClaimTypes}}}","code":"{{{type}}}"}],"text":"A {{{type}}} claim"},"use":"{{{(n % 500 == 2 ? "preauthorization" : "claim")}}}","patient":{"reference":"Patient/{{{member}}}"},"billablePeriod":{"start":"{{{day}}}","end":"{{{Day(n * 37 + n % 3)}}}"},"created":"{{{Day(n * 37 + 10)}}}","insurer":{"reference":"Organization/o0"},"provider":{"reference":"Organization/o{{{n % 20}}}"},"careTeam":[{"sequence":1,"provider":{"reference":"Practitioner/p{{{n % 40}}}"}}{{{role}}}],"outcome":"complete","insurance":[{"focal":true,"coverage":{"reference":"Coverage/{{{member}}}-coverage-{{{n % 3}}}"}}],"item":[{"sequence":1,"productOrService":{"text":"Care"},"servicedDate":"{{{day}}}"}]}""";
    }

    /// <summary>Days go up with the numbers; of 30 each code has one, of 100 one is amended, of 10 one has a code as its value.</summary>
    private static string Observation(string member, int n, int encounters)
    {
        var value = n % 10 == 9
            ? "\"valueCodeableConcept\":{\"coding\":[{\"system\":\"http://snomed.info/sct\",\"code\":\"10828004\"}]}"
            : $"\"valueQuantity\":{{\"value\":{n % 200},\"unit\":\"mg/dL\",\"system\":\"http://unitsofmeasure.org\",\"code\":\"mg/dL\"}}";
        return $$$"""{"resourceType":"Observation","id":"{{{member}}}-observation-{{{n:0000}}}","status":"{{{(n % 100 == 0 ? "amended" : "final")}}}","category":[{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/observation-category","code":"{{{(n % 3 == 0 ? "vital-signs" : "laboratory")}}}"}]}],"code":{"coding":[{"system":"http://loinc.org","code":"c{{{n % 30}}}","display":"Measure {{{n % 30}}}"}]},"subject":{"reference":"Patient/{{{member}}}"},"encounter":{"reference":"Encounter/{{{member}}}-encounter-{{{n % encounters}}}"},"effectiveDateTime":"{{{Day(n * 2)}}}","performer":[{"reference":"Practitioner/p{{{n % 40}}}"}],{{{value}}}}""";
    }

    private static string Condition(string member, int n, int encounters) =>
        $$$"""{"resourceType":"Condition","id":"{{{member}}}-condition-{{{n}}}","clinicalStatus":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/condition-clinical","code":"{{{(n % 2 == 0 ? "active" : "resolved")}}}"}]},"category":[{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/condition-category","code":"{{{(n % 4 == 0 ? "problem-list-item" : "encounter-diagnosis")}}}"}]}],"code":{"coding":[{"system":"http://snomed.info/sct","code":"s{{{n % 20}}}"}],"text":"Illness {{{n % 20}}}"},"subject":{"reference":"Patient/{{{member}}}"},"encounter":{"reference":"Encounter/{{{member}}}-encounter-{{{n % encounters}}}"},{{{(n % 2 == 0 ? $"\"onsetDateTime\":\"{Day(n * 9)}\"," : "")}}}"recordedDate":"{{{Day(n * 9 + 3)}}}"}""";

    /// <summary>Whom and what records name; the member's name 20 of the organizations, 40 of the practitioners, 10 roles and places, and 30 medicines.</summary>
    private static IEnumerable<string> Shared() =>
    [
        .. Each(200, n => $$$"""{"resourceType":"Organization","id":"o{{{n}}}","identifier":[{"system":"http://hl7.org/fhir/sid/us-npi","value":"{{{2_000_000_000 + n}}}"}],"name":"Clinic {{{n}}}","address":[{"city":"Fairfield","state":"CT"}]}"""),
        .. Each(400, n => $$$"""{"resourceType":"Practitioner","id":"p{{{n}}}","identifier":[{"system":"http://hl7.org/fhir/sid/us-npi","value":"{{{1_000_000_000 + n}}}"}],"name":[{"family":"{{{(n % 20 == 0 ? "Smith" : "Jones")}}}","given":["Given {{{n}}}"]}]}"""),
        .. Each(200, n => $$$"""{"resourceType":"Location","id":"l{{{n}}}","name":"Office {{{n}}}","address":{"city":"Fairfield","state":"CT","postalCode":"06{{{n:000}}}"},"position":{"latitude":41.0{{{n % 10}}},"longitude":-72.5}}"""),
        .. Each(200, n => $$$"""{"resourceType":"PractitionerRole","id":"r{{{n}}}","practitioner":{"reference":"Practitioner/p{{{n + 100}}}"},"organization":{"reference":"Organization/o{{{n % 20 + 50}}}"},"specialty":[{"coding":[{"system":"http://nucc.org/provider-taxonomy","code":"20{{{n % 5}}}X"}]}],"location":[{"reference":"Location/l{{{n % 20 + 50}}}"}]}"""),
        .. Each(60, n => $$$"""{"resourceType":"Medication","id":"m{{{n}}}","status":"active","code":{"coding":[{"system":"http://www.nlm.nih.gov/research/umls/rxnorm","code":"{{{n}}}"}]}}"""),
    ];

    private static IEnumerable<string> Each(int count, Func<int, string> line) => Enumerable.Range(0, count).Select(line);
}
