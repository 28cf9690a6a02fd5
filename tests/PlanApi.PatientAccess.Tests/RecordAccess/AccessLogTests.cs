using System.Net;
using Microsoft.Extensions.DependencyInjection;
using MongoDB.Bson;
using MongoDB.Driver;
using PlanApi.BuildingBlocks.Store;
using PlanApi.Identity.Contracts;
using PlanApi.PatientAccess.Contracts;
using PlanApi.PatientAccess.Data;
using PlanApi.SyntheticData;
using PlanApi.TestKit;

namespace PlanApi.PatientAccess.Tests.RecordAccess;

/// <summary>Every access with a valid token is written down within a second, without health data.</summary>
public sealed class AccessLogTests(RecordsHost host)
{
    private IAccessLog Log => host.Services.GetRequiredService<IAccessLog>();

    [Fact]
    public async Task Reads_searches_and_refusals_of_an_app_are_told_newest_first()
    {
        var (token, patient) = await Member("patient/ExplanationOfBenefit.rs");
        var app = host.App(token);

        (await app.GetAsync($"ExplanationOfBenefit/{patient}-eob-1")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await app.Json("ExplanationOfBenefit?_count=3")).References().Count.ShouldBe(3);
        (await app.GetAsync("ExplanationOfBenefit/none")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await app.GetAsync("Observation")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);

        await Eventually.Holds(async () => (await Of(new(token.AccountId))).Count == 4, "four entries", seconds: 10);
        (await Of(new(token.AccountId))).Select(e => (e.ResourceType, e.Interaction, e.Status, e.Count)).ShouldBe(
        [
            ("Observation", "search-type", 403, 0), ("ExplanationOfBenefit", "read", 404, 0), ("ExplanationOfBenefit", "search-type", 200, 3), ("ExplanationOfBenefit", "read", 200, 1),
        ]);
        (await Of(new(token.AccountId, ClientId: token.ClientId))).Count.ShouldBe(4);
        (await Of(new(token.AccountId, ClientId: "another-client"))).ShouldBeEmpty();
        (await Of(new(token.AccountId, PatientId: patient))).Count.ShouldBe(4);
        (await Of(new(token.AccountId, PatientId: "another-patient"))).ShouldBeEmpty();
        (await Of(new("another-account"))).ShouldBeEmpty();
    }

    [Fact]
    public async Task Everything_is_told_once_with_how_much_left_also_when_paged_or_asked_by_head()
    {
        var (token, patient) = await Member(RecordsHost.AllScopes);
        var app = host.App(token);
        var all = (await app.Json($"Patient/{patient}/$everything")).References().Count;
        all.ShouldBeGreaterThan(10);
        await app.Json($"Patient/{patient}/$everything?_count=5");
        (await app.SendAsync(new(HttpMethod.Head, $"Patient/{patient}/$everything"))).StatusCode.ShouldBe(HttpStatusCode.OK);

        await Eventually.Holds(async () => (await Of(new(token.AccountId))).Count == 3, "three entries");
        (await Of(new(token.AccountId))).Select(e => (e.ResourceType, e.Interaction, e.Status, e.Count))
            .ShouldBe([("Patient", "operation", 200, 0), ("Patient", "operation", 200, 5), ("Patient", "operation", 200, all)], ignoreOrder: true);
    }

    [Fact]
    public async Task The_last_use_of_an_app_is_its_latest_answered_read()
    {
        var (token, _) = await Member("patient/Coverage.rs");
        await host.App(token).Json("Coverage");
        await Eventually.Holds(async () => (await Log.LastUsed(token.AccountId, default)).ContainsKey(token.ClientId), "the first use");
        var first = (await Log.LastUsed(token.AccountId, default))[token.ClientId];

        await host.App(token).Json("Coverage");

        await Eventually.Holds(async () => (await Log.LastUsed(token.AccountId, default))[token.ClientId] > first, "the second use");
        (await Log.LastUsed("another-account", default)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Entries_hold_no_search_values_and_no_content()
    {
        var (token, _) = await Member("patient/Condition.rs");
        await host.App(token).GetAsync("Condition?code=http://snomed.info/sct|59621000");
        await Eventually.Holds(async () => (await Of(new(token.AccountId))).Count == 1, "the entry");

        var stored = await host.Services.GetRequiredService<IMongoDatabase>().GetCollection<BsonDocument>("patientAccess.auditEvents")
            .Find(new BsonDocument("accountId", token.AccountId)).SingleAsync();

        stored.Names.ShouldBe(["_id", "at", "sandbox", "clientId", "accountId", "patientId", "grantId", "calls"]);
        stored["calls"].AsBsonArray.ShouldHaveSingleItem().AsBsonDocument.Names.ShouldBe(["at", "resourceType", "interaction", "status", "count"]);
        stored.ToString().ShouldNotContain("59621000");
        stored.ToString().ShouldNotContain(token.TokenId);
    }

    [Fact]
    public async Task Sandbox_calls_are_not_a_members_activity()
    {
        var organization = NewId.From(host.Clock);
        var household = await host.Sandbox(organization, Scenario.NoClinicalData);
        var token = host.Grant(household.Patients[0].PatientId, organization, RecordsHost.AllScopes) with { AccountId = organization };
        await host.App(host.Keep(token)).Json("Coverage");

        var entries = host.Services.GetRequiredService<IMongoDatabase>().GetCollection<BsonDocument>("patientAccess.auditEvents");
        await Eventually.Holds(async () => await entries.Find(new BsonDocument("accountId", organization)).AnyAsync(), "the sandbox entry");
        (await Of(new(organization))).ShouldBeEmpty();
        (await Log.LastUsed(organization, default)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_vendor_sees_its_apps_calls_in_the_sandbox_also_with_a_token_that_has_ended_and_none_of_production()
    {
        var organization = NewId.From(host.Clock);
        var patient = (await host.Sandbox(organization, Scenario.NoClinicalData)).Patients[0].PatientId;
        var token = host.Keep(host.Grant(patient, organization, "patient/Coverage.rs") with { ClientId = organization });
        var production = host.Keep((await Member(RecordsHost.AllScopes)).Token with { ClientId = organization });
        await host.App(production).Json("Coverage");
        (await host.App(host.Keep(production with { ExpiresAt = host.Clock.GetUtcNow() })).GetAsync("Coverage")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);

        await host.App(token).Json("Coverage");
        (await host.App(token).GetAsync("Patient")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await host.App(host.Keep(token with { ExpiresAt = host.Clock.GetUtcNow() })).GetAsync("Coverage")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);

        await Eventually.Holds(async () => (await Log.OfSandboxApp(organization, 10, default)).Count == 3, "three calls");
        (await Log.OfSandboxApp(organization, 10, default)).Select(c => (c.ResourceType, c.Status, c.Count, c.Milliseconds is null))
            .ShouldBe([("Coverage", 401, 0, true), ("Patient", 403, 0, true), ("Coverage", 200, 1, false)]);
        (await Log.OfSandboxApp(organization, 1, default)).Single().Status.ShouldBe(401);
        (await Of(new(production.AccountId))).Select(c => c.Status).ShouldBe([200]);
    }

    [Fact]
    public async Task A_log_is_read_page_by_page_without_gap_or_repetition_and_by_period_app_and_person()
    {
        var account = NewId.From(host.Clock);
        var start = new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);
        await host.Services.GetRequiredService<PatientAccessDb>().AuditEvents.InsertManyAsync(Enumerable.Range(0, 60).Select(n =>
        {
            var at = start.AddHours(6 * n);
            return new AccessEntry(NewId.At(at), at, false, $"app-{n % 2}", account, null, $"patient-{n % 3}", "grant", [new(at, "Coverage", "read", 200, n), new(at, "Patient", "read", 200, n)]);
        }));

        var all = await Of(new(account), limit: 7);
        all.Where(a => a.ResourceType == "Coverage").Select(a => a.Count).ShouldBe(Enumerable.Range(0, 60).Reverse());
        all.Count.ShouldBe(120);
        (await Log.OfAccount(new(account), null, 60, default)).Next.ShouldBeNull();
        (await Log.OfAccount(new(account), null, 59, default)).Next.ShouldNotBeNull();

        // A day is four of them; its end is not in it.
        Counts(await Of(new(account, From: start.AddDays(2), Until: start.AddDays(3)), limit: 3)).ShouldBe([11, 10, 9, 8]);
        Counts(await Of(new(account, "app-1", "patient-0", start.AddDays(2), start.AddDays(5)), limit: 1)).ShouldBe([15, 9]);
        Counts(await Of(new(account, From: start.AddYears(-100), Until: start.AddDays(0.25)))).ShouldBe([0]);
        (await Of(new(account, Until: start))).ShouldBeEmpty();

        static IEnumerable<int> Counts(IReadOnlyList<AppAccess> accesses) => accesses.Where(a => a.ResourceType == "Coverage").Select(a => a.Count);
    }

    /// <summary>All accesses, a page after the other.</summary>
    private async Task<IReadOnlyList<AppAccess>> Of(AccessFilter filter, int limit = 10)
    {
        List<AppAccess> all = [];
        string? after = null;
        do
        {
            var page = await Log.OfAccount(filter, after, limit, default);
            all.AddRange(page.Accesses);
            after = page.Next;
        }
        while (after is not null);
        return all;
    }

    private async Task<(AccessToken Token, string Patient)> Member(params string[] scopes)
    {
        var id = NewId.From(host.Clock);
        var household = Generator.Generate(new(id, "household", Scenario.NoClinicalData, DateOnly.FromDateTime(host.Clock.GetUtcNow().UtcDateTime)));
        await host.Branches.Members.Changes.PutAll(household.Resources, organization: null, default);
        var patient = household.Patients[0].PatientId;
        return (host.Keep(host.Grant(patient, null, scopes) with { AccountId = id }), patient);
    }
}
