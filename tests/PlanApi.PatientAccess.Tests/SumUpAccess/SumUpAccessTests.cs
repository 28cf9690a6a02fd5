using System.Net;
using Microsoft.Extensions.DependencyInjection;
using PlanApi.BuildingBlocks.Store;
using PlanApi.Identity.Contracts;
using PlanApi.PatientAccess.Contracts;
using PlanApi.PatientAccess.Data;
using PlanApi.SyntheticData;
using PlanApi.TestKit;

namespace PlanApi.PatientAccess.Tests.SumUpAccess;

/// <summary>What the plan reports of a year is counted from what apps really got.</summary>
public sealed class SumUpAccessTests(SumUpAccessTests.Host host) : IClassFixture<SumUpAccessTests.Host>
{
    /// <summary>A host of its own: it counts all that happens on it.</summary>
    public sealed class Host : RecordsHost;

    private IAccessReports Reports => host.Services.GetRequiredService<IAccessReports>();

    [Fact]
    public async Task A_member_counts_once_a_period_and_again_only_when_data_went_out_on_another_day()
    {
        var year = ToEveOfApril();
        var (twice, once, never) = (await Member(), await Member(), await Member());
        await Read(twice, "Coverage", HttpStatusCode.OK);
        await Read(twice, "Coverage", HttpStatusCode.OK);
        await Read(never, "Coverage/none", HttpStatusCode.NotFound);
        await SandboxRead();

        await Run();
        (await Figures(year)).ShouldBe([($"{year}", 1, 0), ($"{year}-03", 1, 0)]);

        host.Clock.Advance(TimeSpan.FromDays(1));
        await Read(twice, "Coverage", HttpStatusCode.OK);
        await Read(once, "Coverage", HttpStatusCode.OK);
        await Run();
        await Run();

        (await Figures(year)).ShouldBe([($"{year}", 2, 1), ($"{year}-03", 1, 0), ($"{year}-04", 2, 0)]);
        (await Reports.Transfers(year - 1, default)).ShouldBeEmpty();
        Told(await Reports.Days(year, default)).ShouldBe([$"{year}-03-31: 200 x 2, 404 x 1", $"{year}-04-01: 200 x 2"]);
        Told(await Reports.DaysOf("client-1", 1, default)).ShouldBe([$"{year}-04-01: 200 x 2"]);
        (await Reports.DaysOf("another", 10, default)).ShouldBeEmpty();
    }

    private static IEnumerable<string> Told(IReadOnlyList<AppDay> days) => days.Select(d => $"{d.Day:yyyy-MM-dd}: {string.Join(", ", d.Calls.Select(c => $"{c.Status} x {c.Count}"))}");

    private async Task<List<(string, long, long)>> Figures(int year) => [.. (await Reports.Transfers(year, default)).Select(t => (t.Period, t.Members, t.Repeatedly))];

    /// <summary>Noon of the last day of a March: a month ends next night, and a year does not.</summary>
    private int ToEveOfApril()
    {
        var now = host.Clock.GetUtcNow();
        host.Clock.Advance(new DateTimeOffset(now.Year + 1, 3, 31, 12, 0, 0, TimeSpan.Zero) - now);
        return now.Year + 1;
    }

    private async Task<AccessToken> Member()
    {
        var id = NewId.From(host.Clock);
        var household = Generator.Generate(new(id, "household", Scenario.NoClinicalData, DateOnly.FromDateTime(host.Clock.GetUtcNow().UtcDateTime)));
        await host.Branches.Members.Changes.PutAll(household.Resources, organization: null, default);
        return host.Grant(household.Patients[0].PatientId, null, RecordsHost.AllScopes) with { AccountId = id };
    }

    /// <summary>A call by the member's app, written down.</summary>
    private async Task Read(AccessToken member, string path, HttpStatusCode status)
    {
        var token = host.Keep(member with { ExpiresAt = host.Clock.GetUtcNow().AddHours(1) });
        var log = host.Services.GetRequiredService<IAccessLog>();
        var before = (await log.OfAccount(new(token.AccountId), null, 10, default)).Accesses.Count;
        (await host.App(token).GetAsync(path)).StatusCode.ShouldBe(status);
        await Eventually.Holds(async () => (await log.OfAccount(new(token.AccountId), null, 10, default)).Accesses.Count > before, "the entry");
    }

    private async Task SandboxRead()
    {
        var organization = NewId.From(host.Clock);
        var household = await host.Sandbox(organization, Scenario.NoClinicalData);
        var token = host.Grant(household.Patients[0].PatientId, organization, RecordsHost.AllScopes);
        (await host.App(token).GetAsync("Coverage")).StatusCode.ShouldBe(HttpStatusCode.OK);
        await Eventually.Holds(async () => (await host.Services.GetRequiredService<IAccessLog>().OfSandboxApp(token.ClientId, 10, default)).Count > 0, "the sandbox's entry");
    }

    private async Task Run()
    {
        await using var scope = host.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<PatientAccess.SumUpAccess.SumUpAccess>().Run(default);
    }
}
