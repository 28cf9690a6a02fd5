using System.Text.Json;
using PlanApi.TestKit;

namespace PlanApi.PatientAccess.Tests.ServeRecords;

/// <summary>What the two bases say of themselves.</summary>
public sealed class CapabilityTests(RecordsHost host)
{
    private static readonly string[] Types =
    [
        "AllergyIntolerance", "CarePlan", "CareTeam", "Condition", "Coverage", "Device", "DiagnosticReport", "DocumentReference", "Encounter", "ExplanationOfBenefit", "Goal",
        "Immunization", "Location", "Medication", "MedicationDispense", "MedicationRequest", "Observation", "Organization", "Patient", "Practitioner", "PractitionerRole", "Procedure",
        "Provenance", "RelatedPerson", "ServiceRequest", "Specimen",
    ];

    [Theory]
    [InlineData("/fhir", "/oauth/authorize")]
    [InlineData("/sandbox/fhir", "/sandbox/oauth/authorize")]
    public async Task Both_bases_serve_exactly_the_types_of_the_scope_list_and_name_their_authorization_server(string fhir, string authorize)
    {
        var statement = await host.CreateClient().Json($"{fhir}/metadata");

        var rest = statement.GetProperty("rest")[0];
        rest.GetProperty("resource").EnumerateArray().Select(r => r.GetProperty("type").GetString()).ShouldBe(Types);
        rest.GetProperty("security").GetProperty("extension")[0].GetProperty("extension")[0].GetProperty("valueUri").GetString().ShouldBe(host.PublicUrl + authorize);
        statement.GetProperty("implementation").GetProperty("url").GetString().ShouldBe(host.PublicUrl + fhir);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Every_request_goes_through_the_same_steps_in_the_documented_order(bool sandbox) =>
        (sandbox ? host.Branches.Sandbox : host.Branches.Members).Steps.Select(s => s.GetType().Name)
            .ShouldBe(["Errors", "Format", "SupportedInteraction", "AuthorizeStep", "FailClosed", "AuditStep", .. sandbox ? ["RehearseStep"] : Array.Empty<string>(), "Conditional"]);

    [Fact]
    public async Task Every_search_that_US_Core_and_CARIN_require_is_declared()
    {
        var statement = await host.CreateClient().Json("/fhir/metadata");
        var declared = statement.GetProperty("rest")[0].GetProperty("resource").EnumerateArray().ToDictionary(
            r => r.GetProperty("type").GetString()!,
            r => r.GetProperty("searchParam").EnumerateArray().Select(p => p.GetProperty("name").GetString()!).ToHashSet());

        foreach (var guide in new[] { "us-core-6.1.0.json", "us-core-3.1.1.json", "carin-for-blue-button-2.0.0.json" })
        {
            var file = $"conformance/{guide}";
            SharedData.Need(file);
            using var requirements = JsonDocument.Parse(await File.ReadAllBytesAsync(SharedData.Find(file)!));
            foreach (var group in requirements.RootElement.GetProperty("groups").EnumerateArray().Where(g => declared.ContainsKey(g.GetProperty("resource").GetString()!)))
            {
                var type = group.GetProperty("resource").GetString()!;
                foreach (var search in group.GetProperty("searches").EnumerateArray().Where(s => s.GetProperty("expectation").GetString() == "SHALL"))
                {
                    search.GetProperty("names").EnumerateArray().Select(n => n.GetString()!).Where(n => !declared[type].Contains(n)).ShouldBeEmpty($"{guide} {type}");
                }
            }
        }
    }
}
