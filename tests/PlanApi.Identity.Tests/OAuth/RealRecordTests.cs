using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using PlanApi.BuildingBlocks.Modules;
using PlanApi.TestKit;

namespace PlanApi.Identity.Tests.OAuth;

/// <summary>A record that others made (Synthea), by the operators' commands, and an approved app: the whole way of a member's data, nothing replaced.</summary>
public sealed class RealRecordTests(RealRecordTests.Host host) : IClassFixture<RealRecordTests.Host>
{
    private const string Archive = "data/synthea-r4.tgz";
    private const string Redirect = "https://pillbox.example/callback";
    private static readonly string[] Types = ["ExplanationOfBenefit", "Observation", "Condition"];

    public sealed class Host : OAuthServices;

    [Fact]
    public async Task A_member_linked_to_a_loaded_record_reads_exactly_its_claims_measurements_and_conditions_through_an_app()
    {
        Assert.SkipWhen(SharedData.Find(Archive) is null, SharedData.Absent(Archive));
        var files = Directory.GetFiles(Path.Combine(SharedData.Unpack(Archive)!, "synthea-r4"), "*.json").Order(StringComparer.Ordinal)
            .Select(f => (Path: f, Record: Record.Of(f))).Where(f => f.Record is not null).ToList();
        var (mine, others) = (files[0], files[1]);
        var member = await host.Member();
        (await Run("load", "members", mine.Path)).ShouldBe(0);
        (await Run("load", "members", others.Path)).ShouldBe(0);
        (await Run("link-member", member.Email, mine.Record!.PatientId)).ShouldBe(0);

        var tokens = await Connect(member);

        tokens["patient"].ShouldBe(mine.Record.PatientId);
        (await host.Fhir($"/fhir/Patient/{mine.Record.PatientId}", tokens.AccessToken)).Status.ShouldBe(HttpStatusCode.OK);
        foreach (var type in Types)
        {
            mine.Record.Ids[type].ShouldNotBeEmpty();
            (await Found($"/fhir/{type}?patient={mine.Record.PatientId}&_count=20", tokens.AccessToken)).Order(StringComparer.Ordinal).ShouldBe(mine.Record.Ids[type].Order(StringComparer.Ordinal), type);
            (await Found($"/fhir/{type}?patient={others.Record!.PatientId}", tokens.AccessToken)).ShouldBeEmpty();
            (await host.Fhir($"/fhir/{type}/{others.Record.Ids[type].First()}", tokens.AccessToken)).Status.ShouldBe(HttpStatusCode.NotFound);
        }
    }

    private async Task<OAuthReply> Connect(Person member)
    {
        var (_, app) = await host.ApprovedApp(AppForm.Valid("Claims and More").With(
            ("oAuthType", "AuthorizationCodePkce"), ("redirectUrls", Redirect), ("applicationType", "Web"),
            ("scopes", "launch/patient"), ("scopes", "patient/Patient.read"), ("scopes", "patient/ExplanationOfBenefit.read"), ("scopes", "patient/Observation.read"), ("scopes", "patient/Condition.read")));
        var client = new AppClient(host, new(app.ClientId, null, Redirect), sandbox: false);
        return await client.Redeem(await client.Code(member.Browser, [("scope", "launch/patient patient/*.read")]));
    }

    private async Task<IReadOnlyList<string>> Found(string search, string token)
    {
        List<string> ids = [];
        for (var next = search; next is not null;)
        {
            var (status, bundle) = await host.Fhir(next, token);
            status.ShouldBe(HttpStatusCode.OK, next);
            ids.AddRange(bundle.TryGetProperty("entry", out var entries) ? entries.EnumerateArray().Select(e => e.GetProperty("resource").GetProperty("id").GetString()!) : []);
            next = bundle.GetProperty("link").EnumerateArray().Where(l => l.GetProperty("relation").GetString() == "next").Select(l => l.GetProperty("url").GetString()).FirstOrDefault();
        }

        return ids;
    }

    private async Task<int> Run(string command, params string[] arguments)
    {
        await using var scope = host.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetServices<ICommand>().Single(c => c.Name == command).Run(arguments, TextWriter.Null, default);
    }

    /// <summary>What a bundle holds, read as plain JSON.</summary>
    private sealed record Record(string PatientId, ILookup<string, string> Ids)
    {
        public static Record? Of(string file)
        {
            using var bundle = JsonDocument.Parse(File.ReadAllBytes(file));
            var all = bundle.RootElement.GetProperty("entry").EnumerateArray().Select(e => e.GetProperty("resource"))
                .Select(r => (Type: r.GetProperty("resourceType").GetString()!, Id: r.GetProperty("id").GetString()!)).ToLookup(r => r.Type, r => r.Id);
            return all["Patient"].FirstOrDefault() is { } patient ? new(patient, all) : null;
        }
    }
}
