using System.Net;
using PlanApi.SyntheticData;
using PlanApi.TestKit;

namespace PlanApi.PatientAccess.Tests.LoadMembers;

/// <summary>Bundles written by others, through the operators' command, read through an app.</summary>
public sealed class LoadMembersTests(RecordsHost host)
{
    private static readonly string[] Types = ["ExplanationOfBenefit", "Observation", "Condition", "Encounter", "Procedure", "Immunization", "MedicationRequest", "DiagnosticReport", "CarePlan"];

    [Fact]
    public async Task Synthea_bundles_load_twice_without_change_and_an_app_reads_exactly_what_the_files_hold()
    {
        SharedData.Need(Synthea.Archive);
        var (folder, patients) = (SharedData.Unpack(Synthea.Archive)!, Synthea.Patients());
        var first = await Load(folder);
        first.ShouldContain(" 0 rejected");
        var again = await Load(folder);
        again.ShouldContain(" 0 created, 0 updated");
        again.ShouldContain(" 0 rejected");

        patients.Count.ShouldBe(12);
        foreach (var (_, patient, ids) in patients)
        {
            var app = host.App(host.Grant(patient, null, RecordsHost.AllScopes));
            (await app.Json($"Patient/{patient}")).GetProperty("id").GetString().ShouldBe(patient);
            foreach (var type in Types)
            {
                (await app.AllPages($"{type}?_count=500")).ShouldBe(ids[type].Select(id => $"{type}/{id}"), ignoreOrder: true, $"{type} of {patient}");
            }
        }

        await ReferencesResolve(patients[0].PatientId);
    }

    [Fact]
    public async Task What_is_generated_loads_whole()
    {
        var folder = Directory.CreateTempSubdirectory("planapi-generated-").FullName;
        try
        {
            foreach (var scenario in Scenario.All.Where(s => s != Scenario.ThousandsOfClaims))
            {
                Write(scenario.Key, Generator.Generate(new($"load-{scenario.Key}", "1", scenario, new(2026, 11, 20))).Resources);
            }

            Write("0-network", Population.Network("load", new(2026, 11, 20)));
            Write("1-members", Population.Household("load", 1, new(2026, 11, 20)).Patients.SelectMany(p => p.Resources));
            (await Load(folder)).ShouldContain(" 0 rejected");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        void Write(string name, IEnumerable<Hl7.Fhir.Model.Resource> resources) =>
            File.WriteAllLines(Path.Combine(folder, $"{name}.ndjson"), resources.Select(r => System.Text.Encoding.UTF8.GetString(r.ToJson())));
    }

    [Theory]
    [InlineData]
    [InlineData("members")]
    [InlineData("nobody", "/no/such/path")]
    [InlineData("members", "/no/such/path")]
    public async Task Wrong_arguments_are_answered_with_how_it_is_meant(params string[] arguments)
    {
        var (code, said) = await host.Run("load", arguments);

        code.ShouldBe(2);
        said.ShouldNotBeEmpty();
    }

    // urn:uuid references have become ids: what a claim names can be read.
    private async Task ReferencesResolve(string patient)
    {
        var app = host.App(host.Grant(patient, null, RecordsHost.AllScopes));
        var claim = (await app.Json("ExplanationOfBenefit?_count=1")).Resources().First();
        claim.GetRawText().ShouldNotContain("urn:uuid");
        claim.GetProperty("patient").GetProperty("reference").GetString().ShouldBe($"Patient/{patient}");
        (await app.GetAsync(claim.GetProperty("provider").GetProperty("reference").GetString())).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await app.AllPages("ExplanationOfBenefit?_include=ExplanationOfBenefit:provider&_count=500")).ShouldContain(r => r.StartsWith("Practitioner/") || r.StartsWith("Organization/"));
    }

    private async Task<string> Load(string folder) => (await host.Run("load", "members", folder)).Output.Trim().Split('\n')[^1];
}
