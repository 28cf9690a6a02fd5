using Microsoft.Extensions.DependencyInjection;
using MongoDB.Bson;
using MongoDB.Driver;
using PlanApi.AppRegistry.Contracts;
using PlanApi.Consent.Contracts;
using PlanApi.PatientAccess.Contracts;
using PlanApi.TestKit;
using Job = PlanApi.ProductionReview.TellOfRevocations.TellOfRevocations;

namespace PlanApi.ProductionReview.Tests.TellOfRevocations;

/// <summary>A vendor hears, a day later, how many permissions ended, and not whose.</summary>
public sealed class TellOfRevocationsTests(ReviewHost host) : IClassFixture<ReviewHost>
{
    [Fact]
    public async Task Permissions_that_members_ended_are_told_once_as_a_number()
    {
        var (vendor, app) = await host.ApprovedApp(AppForm.Valid("Pill Box"));
        var (first, second, staying) = (await Allow(app), await Allow(app), await Allow(app));
        await End(first);
        await End(second);
        // A narrower permission of the same member takes the place of the wider one: nobody left.
        await Allow(app, staying.Member, "patient/Patient.rs");
        await Eventually.Holds(async () => await Counted() == 2, "both to be counted");

        await Run();
        (await host.Mailbox.To(vendor.Email)).ShouldNotContain(m => m.Subject.Contains("ended"), "on the same day");
        host.Clock.Advance(TimeSpan.FromDays(1));
        await Run();
        await Run();

        var mail = (await host.Mailbox.To(vendor.Email)).Single(m => m.Subject.Contains("ended", StringComparison.Ordinal));
        mail.Subject.ShouldBe("Members ended 2 permissions of Pill Box");
        var day = PlanApi.BuildingBlocks.Web.Languages.PlainDay.Of(DateOnly.FromDateTime(host.Clock.GetUtcNow().AddDays(-1).UtcDateTime));
        (mail with { Text = mail.Text.Replace(day, "{day}", StringComparison.Ordinal), Html = mail.Html.Replace(day, "{day}", StringComparison.Ordinal) }).Masked(vendor, app.AppId).ShouldMatchGolden("Revocations.txt");
        (mail.Text + mail.Html).ShouldNotContain("Ada");
    }

    private async Task Run()
    {
        await using var scope = host.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<Job>().Run(default);
    }

    private Task End((string GrantId, Person Member) grant) =>
        host.Services.GetRequiredService<IMemberConnections>().Revoke(grant.GrantId, $"of-{grant.Member.AccountId}", default);

    private async Task<(string GrantId, Person Member)> Allow(SandboxApp app, Person? again = null, params string[] scopes)
    {
        var member = again ?? await host.Member();
        var patient = new PatientSummary($"of-{member.AccountId}", "Ada Lovelace", null);
        host.AddRecord(patient);
        var requests = host.Services.GetRequiredService<IConsentRequests>();
        var path = await requests.Ask(
            new(false, app.ClientId, member.AccountId, null, [new(patient.PatientId, patient.DisplayName, "self")], scopes.Length > 0 ? scopes : ["patient/Patient.rs", "patient/Coverage.rs"], "hash", "/oauth/authorize"), default);
        await member.Browser.Submit(path, ("decision", "allow"));
        var answer = await requests.TakeAnswer(path.Split('/')[^1], false, app.ClientId, member.AccountId, "hash", default);
        return (((ConsentAnswer.Allowed)answer.ShouldNotBeNull()).Grant.GrantId, member);
    }

    private async Task<long> Counted() => (await host.Database.GetCollection<BsonDocument>("productionReview.revocationDays").Find(new BsonDocument()).ToListAsync())
        .Sum(d => d["grants"].AsBsonArray.Count);
}
