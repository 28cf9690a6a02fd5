using System.Text.Json;
using PlanApi.TestKit;

namespace PlanApi.ProviderDirectory.Tests.Load;

public sealed class LoadDirectoryTests
{
    private static readonly string[] Types = ["Endpoint", "HealthcareService", "InsurancePlan", "Location", "Organization", "OrganizationAffiliation", "Practitioner", "PractitionerRole"];
    private readonly Connecticut _directory;

    public LoadDirectoryTests(Connecticut directory)
    {
        SharedData.Need(Connecticut.Archive);
        _directory = directory;
    }

    [Fact]
    public void What_is_well_formed_is_loaded_and_the_rest_counted()
    {
        var (good, all) = (Types.Sum(t => Connecticut.Of(t).Count), Types.Sum(t => Connecticut.All(t).Count));
        all.ShouldBe(5264);
        _directory.Loads[0].ExitCode.ShouldBe(1);
        _directory.Loads[0].Output.ShouldContain($"{all} resources: {good} created, 0 updated, 0 unchanged, 0 of types not served here, {all - good} rejected");
    }

    [Fact]
    public void Loading_a_second_time_changes_nothing() =>
        _directory.Loads[1].Output.ShouldContain($"0 created, 0 updated, {Types.Sum(t => Connecticut.Of(t).Count)} unchanged");

    [Fact]
    public async Task Loading_a_second_time_makes_no_version()
    {
        var app = new FhirClient(_directory.CreateClient());
        var bundle = await app.Get($"{FhirClient.Reference(Connecticut.Of("Practitioner")[0])}/_history");
        FhirClient.Entries(bundle).Count().ShouldBe(1);
    }

    [Fact]
    public void Each_reject_names_file_line_resource_and_the_element_that_is_wrong()
    {
        var rejects = Lines("error");
        var defects = Types.SelectMany(t =>
        {
            var good = Connecticut.Of(t).Select(FhirClient.Reference).ToHashSet();
            return Connecticut.All(t).Select((r, i) => (Line: i + 1, Reference: FhirClient.Reference(r))).Where(r => !good.Contains(r.Reference)).Select(r => $"{t}.ndjson:{r.Line} {r.Reference}");
        });
        rejects.Select(r => $"{r.GetProperty("file").GetString()}:{r.GetProperty("line").GetInt32()} {r.GetProperty("reference").GetString()}").ShouldBeTheSame(defects);
        rejects.ShouldAllBe(r => r.GetProperty("path").GetString()!.EndsWith("identifier[0].value", StringComparison.Ordinal));
        rejects.ShouldAllBe(r => r.GetProperty("reason").GetString()!.Contains("identifier[0].value"));
    }

    [Fact]
    public void What_refers_to_a_reject_is_flagged_where_it_does()
    {
        var rejected = Lines("error").Select(r => r.GetProperty("reference").GetString() + " is not loaded here.").ToHashSet();
        var flagged = Lines("warning");
        flagged.ShouldNotBeEmpty();
        flagged.ShouldAllBe(f => rejected.Contains(f.GetProperty("reason").GetString()!) && f.GetProperty("path").GetString()!.EndsWith(".reference", StringComparison.Ordinal));
    }

    private List<JsonElement> Lines(string severity) =>
        [.. File.ReadLines(Directory.GetFiles(_directory.Rejects).Order().First()).Select(l => JsonDocument.Parse(l).RootElement).Where(r => r.GetProperty("severity").GetString() == severity)];

    [Fact]
    public async Task What_is_served_is_what_was_loaded_but_for_version_and_time()
    {
        var source = Connecticut.Of("Location")[0];
        var served = await new FhirClient(_directory.CreateClient()).Get(FhirClient.Reference(source));
        Without(served, "meta").ShouldBe(Without(source, "meta"));
        served.GetProperty("meta").GetProperty("profile").GetRawText().ShouldBe(source.GetProperty("meta").GetProperty("profile").GetRawText());
    }

    private static IReadOnlyList<string> Without(JsonElement resource, string element) =>
        [.. resource.EnumerateObject().Where(p => p.Name != element).Select(p => $"{p.Name}={JsonSerializer.Serialize(p.Value)}").Order(StringComparer.Ordinal)];
}
