using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using PlanApi.Consent.Contracts;
using PlanApi.Identity.Contracts;
using PlanApi.PatientAccess.Contracts;
using PlanApi.TestKit;

namespace PlanApi.Identity.Tests.MemberHome;

/// <summary>A host whose plan has two records, and which remembers whose grants were revoked.</summary>
public sealed class RecordsHost : PlanApiHost
{
    public List<(string PatientId, string? AccountId)> Revoked { get; } = [];

    protected override void ConfigureServices(IServiceCollection services) => services
        .Replace(ServiceDescriptor.Singleton<IMemberPatients>(new TwoRecords()))
        .Replace(ServiceDescriptor.Singleton<IGrants>(new RememberedRevocations(Revoked)));

    private sealed class TwoRecords : IMemberPatients
    {
        private static readonly PatientSummary[] All = [new("maria", "Maria Santos", new(1980, 1, 1)), new("leo", "Leo Santos", new(2018, 1, 1))];

        public Task<IReadOnlyList<PatientSummary>> Find(IReadOnlyList<string> patientIds, CancellationToken ct) =>
            Task.FromResult<IReadOnlyList<PatientSummary>>([.. patientIds.SelectMany(id => All.Where(p => p.PatientId == id))]);
    }

    private sealed class RememberedRevocations(List<(string, string?)> revoked) : IGrants
    {
        public Task<Grant?> FindLive(string grantId, CancellationToken ct) => Task.FromResult<Grant?>(null);

        public Task<Grant?> FindLive(bool sandbox, string accountId, string patientId, string clientId, CancellationToken ct) => Task.FromResult<Grant?>(null);

        public Task<int> RevokeSandboxGrants(string clientId, CancellationToken ct) => throw new NotSupportedException();

        public Task RevokeForPatient(bool sandbox, string patientId, string? accountId, CancellationToken ct)
        {
            lock (revoked)
            {
                revoked.Add((patientId, accountId));
            }

            return Task.CompletedTask;
        }
    }
}

public sealed class MemberHomeTests(RecordsHost host) : IClassFixture<RecordsHost>
{
    private IPatientLinks Links => host.Services.GetRequiredService<IPatientLinks>();

    private DateOnly Today => DateOnly.FromDateTime(host.Clock.GetUtcNow().UtcDateTime);

    [Fact]
    public async Task A_member_sees_whose_records_are_linked_and_as_what()
    {
        var member = await host.Make(Realm.Member, name: "Maria <b>Santos</b>");
        await Links.Link(member.AccountId, new("maria", "self", null, "operator"), default);
        await Links.Link(member.AccountId, new("leo", "parent", Today, "staff"), default);

        var page = await (await host.SignedIn(member)).Open("/member");

        page.QuerySelector("h1")!.TextContent.ShouldBe("Welcome, Maria <b>Santos</b>");
        var records = page.QuerySelectorAll("main ul li").Select(l => l.TextContent.Trim()).ToList();
        records[0].ShouldBe("Maria Santos, your own record");
        records[1].ShouldStartWith("Leo Santos, you are the parent, until ");
        page.QuerySelectorAll("main a").Select(a => a.GetAttribute("href")).ShouldBe(["/member/data", "/apps", "/member/apps", "/member/activity"]);
    }

    [Fact]
    public async Task A_member_without_a_record_is_told_so_and_what_to_do()
    {
        var member = await host.Make(Realm.Member);
        await Links.Link(member.AccountId, new("no-such-record", "self", null, "operator"), default);

        var page = await (await host.SignedIn(member)).Open("/member");

        page.QuerySelector("main .empty")!.TextContent.ShouldContain("No health record is linked");
        page.QuerySelector("main .empty")!.TextContent.ShouldContain(member.Email);
    }

    [Fact]
    public async Task A_link_counts_to_the_end_of_its_last_day()
    {
        var member = await host.Make(Realm.Member);
        await Links.Link(member.AccountId, new("maria", "guardian", Today.AddDays(-1), "staff"), default);
        (await Links.Of(member.AccountId, default)).ShouldBeEmpty();

        await Links.Link(member.AccountId, new("maria", "guardian", Today, "staff"), default);

        (await Links.Of(member.AccountId, default)).ShouldBe([new PatientLink("maria", "guardian", Today, "staff")]);
    }

    [Fact]
    public async Task Ending_a_link_ends_the_grants_that_stood_on_it()
    {
        var member = await host.Make(Realm.Member);
        await Links.Link(member.AccountId, new("leo", "parent", null, "staff"), default);

        (await Links.End(member.AccountId, "leo", default)).ShouldBeTrue();

        (await Links.Of(member.AccountId, default)).ShouldBeEmpty();
        await Eventually.Holds(() => Task.FromResult(host.Revoked.ToArray().Contains(("leo", member.AccountId))), "the grants' end");
        (await Links.End(member.AccountId, "leo", default)).ShouldBeFalse();
    }

    [Fact]
    public async Task What_was_granted_on_a_link_ends_after_its_last_day()
    {
        var member = await host.Make(Realm.Member);
        await Links.Link(member.AccountId, new("maria", "guardian", Today.AddDays(-1), "staff"), default);
        await Links.Link(member.AccountId, new("leo", "parent", Today, "staff"), default);
        await Links.Link(member.AccountId, new("self", "self", null, "staff"), default);

        await ActivatorUtilities.CreateInstance<Identity.EndExpiredLinks.EndExpiredLinks>(host.Services).Run(default);

        await Eventually.Holds(() => Task.FromResult(host.Revoked.ToArray().Contains(("maria", member.AccountId))), "the grants' end");
        host.Revoked.ToArray().ShouldNotContain(("leo", member.AccountId));
        (await Links.Of(member.AccountId, default)).Select(l => l.PatientId).ShouldBe(["leo", "self"]);
    }

    [Fact]
    public async Task Only_a_member_can_be_linked()
    {
        var vendor = await host.Make(Realm.Vendor);

        (await Links.Link(vendor.AccountId, new("maria", "self", null, "staff"), default)).ShouldBeFalse();
        (await Links.Link("nobody", new("maria", "self", null, "staff"), default)).ShouldBeFalse();
        (await Links.Of(vendor.AccountId, default)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_disabled_members_links_do_not_count()
    {
        var member = await host.Make(Realm.Member);
        await Links.Link(member.AccountId, new("maria", "self", null, "staff"), default);

        await host.Disable(member.AccountId);

        (await Links.Of(member.AccountId, default)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Someone_not_signed_in_is_sent_to_the_members_sign_in_page() =>
        (await host.Browser().Get("/member")).Headers.Location!.ToString().ShouldBe("/member/sign-in?returnUrl=%2Fmember");
}
