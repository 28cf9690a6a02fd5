using System.Net;
using Microsoft.Extensions.DependencyInjection;
using PlanApi.Identity.Contracts;
using PlanApi.TestKit;

namespace PlanApi.Consent.Tests;

public sealed class ConnectedAppsTests(ConsentHost host) : IClassFixture<ConsentHost>
{
    private const string Path = "/member/apps";

    [Fact]
    public async Task Without_a_connection_the_page_says_so_and_leads_to_the_gallery() =>
        (await (await host.Member()).Browser.Open(Path)).QuerySelector(".empty a")!.GetAttribute("href").ShouldBe("/apps");

    [Fact]
    public async Task A_connected_app_shows_with_what_it_may_read_and_for_how_long()
    {
        var member = await host.Member();
        await host.Allow(member, "patient/Coverage.rs", ("duration", "UntilRevoked"));

        var card = (await member.Browser.Open(Path)).QuerySelector("article")!.TextContent;

        card.ShouldSatisfyAllConditions(
            t => t.ShouldContain("Pill <b>Box"), t => t.ShouldContain("Ada Lovelace"), t => t.ShouldContain("Insurance coverage"), t => t.ShouldContain("You revoke it"));
    }

    [Fact]
    public async Task Revoking_asks_first_then_stops_the_tokens_and_a_second_press_is_harmless()
    {
        var member = await host.Member();
        var grant = await host.Allow(member, "patient/Coverage.rs");
        var question = await member.Browser.Open($"{Path}/{grant.GrantId}/revoke");

        var response = await member.Browser.Press(question, "main form");
        var again = await member.Browser.Press(question, "main form");

        response.StatusCode.ShouldBe(HttpStatusCode.SeeOther, await response.Content.ReadAsStringAsync());
        response.Headers.Location!.ToString().ShouldBe(Path + "?revoked=1");
        again.Headers.Location!.ToString().ShouldBe(Path);
        host.StoppedGrants.ShouldContain(grant.GrantId);
        (await host.Grants.FindLive(grant.GrantId, default)).ShouldBeNull();
        (await member.Browser.Open(Path)).QuerySelector("article").ShouldBeNull();
    }

    [Fact]
    public async Task Nobody_revokes_or_sees_the_connection_of_another()
    {
        var member = await host.Member();
        var grant = await host.Allow(member, "patient/Coverage.rs");
        var other = await host.Member();
        var own = await host.Allow(other, "patient/Coverage.rs");

        (await other.Browser.Get($"{Path}/{grant.GrantId}/revoke")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        var form = await other.Browser.Open($"{Path}/{own.GrantId}/revoke");
        form.QuerySelector("main form")!.SetAttribute("action", $"{Path}/{grant.GrantId}/revoke");
        var response = await other.Browser.Press(form, "main form");

        response.Headers.Location!.ToString().ShouldBe(Path);
        (await host.Grants.FindLive(grant.GrantId, default)).ShouldNotBeNull();
    }

    [Fact]
    public async Task A_wider_consent_keeps_the_grant_and_a_narrower_one_ends_the_older_tokens()
    {
        var member = await host.Member();
        var first = await host.Allow(member, "patient/Coverage.rs", ("duration", "Year"));
        var wider = await host.Allow(member, "patient/Coverage.rs patient/Patient.rs", ("duration", "UntilRevoked"));
        var narrower = await host.Allow(member, "patient/Patient.rs", ("duration", "UntilRevoked"));

        wider.GrantId.ShouldBe(first.GrantId);
        narrower.GrantId.ShouldNotBe(first.GrantId);
        host.StoppedGrants.ShouldContain(first.GrantId);
        (await host.Grants.FindLive(false, member.AccountId, "ada", ConsentHost.App, default))!.GrantId.ShouldBe(narrower.GrantId);
    }

    [Fact]
    public async Task Two_consents_at_once_leave_one_live_grant()
    {
        var member = await host.Member();
        var scopes = new[] { "patient/Coverage.rs", "patient/Patient.rs", "patient/Condition.rs", "patient/Goal.rs" };

        await Task.WhenAll(scopes.Select(s => host.Allow(member, s)));

        (await member.Browser.Open(Path)).QuerySelectorAll("article").Length.ShouldBe(1);
    }

    [Fact]
    public async Task Grants_on_a_patient_end_when_its_ground_falls_away()
    {
        var member = await host.Member();
        var grant = await host.Allow(member, "patient/Coverage.rs");

        await host.Grants.RevokeForPatient(sandbox: false, "ada", member.AccountId, default);

        (await host.Grants.FindLive(grant.GrantId, default)).ShouldBeNull();
    }

    [Fact]
    public async Task A_patient_sees_and_ends_what_a_representative_allowed_and_nobody_elses()
    {
        var (patient, representative) = (await host.Member(), await host.Member());
        var links = host.Services.GetRequiredService<IPatientLinks>();
        await links.Link(patient.AccountId, new("ada", "self", null, "activation"), default);
        await links.Link(representative.AccountId, new("ada", "guardian", null, "staff"), default);
        var grant = await host.Allow(representative, "patient/Coverage.rs");
        var stranger = await host.Member();

        var page = await patient.Browser.Open(Path);
        page.QuerySelector("#by-others")!.TextContent.ShouldBe("Allowed by those who act for you");
        await patient.Browser.ShouldBeInSpanish(Path, "Pill <b>Box", "Pills, Inc.", "Ada Lovelace");
        (await stranger.Browser.Get($"{Path}/{grant.GrantId}/revoke")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        await stranger.Browser.Client.PostAsync($"{Path}/{grant.GrantId}/revoke", null);
        (await host.Grants.FindLive(grant.GrantId, default)).ShouldNotBeNull();
        // Other tests' people act for her too.
        await patient.Browser.Submit(page.QuerySelector($"a[href*='{grant.GrantId}']")!.GetAttribute("href")!);

        (await host.Grants.FindLive(grant.GrantId, default)).ShouldBeNull();
        (await patient.Browser.Open(Path)).QuerySelector($"a[href*='{grant.GrantId}']").ShouldBeNull();
    }

    [Fact]
    public async Task Grants_end_with_the_account_that_gave_them()
    {
        var member = await host.Member();
        var grant = await host.Allow(member, "patient/Coverage.rs");

        await member.Browser.Submit("/member/account/delete", ("password", Person.Password));

        await Eventually.Holds(async () => await host.Grants.FindLive(grant.GrantId, default) is null, "the end of the grant");
        await Eventually.Holds(() => Task.FromResult(host.StoppedGrants.Contains(grant.GrantId)), "the end of its tokens");
    }

    [Fact]
    public async Task The_member_is_told_by_mail_which_app_was_connected()
    {
        var member = await host.Member();
        await host.Allow(member, "patient/Coverage.rs");

        var mail = await host.Mailbox.Expect(member.Email, "is connected to your health data");

        mail.LinkPath.ShouldBe(Path);
        mail.Text.ShouldContain("Pill <b>Box");
        mail.Html.ShouldContain("Pill &lt;b&gt;Box");
    }

    [Fact]
    public async Task The_pages_are_in_Spanish_too()
    {
        var member = await host.Member();
        await member.Browser.ShouldBeInSpanish(Path);
        var grant = await host.Allow(member, "patient/Coverage.rs");

        await member.Browser.ShouldBeInSpanish(Path, "Pill <b>Box", "Pills, Inc.", "Ada Lovelace");
        await member.Browser.ShouldBeInSpanish($"{Path}/{grant.GrantId}/revoke", "Pill <b>Box", "Ada Lovelace");
    }

    [Fact]
    public async Task Who_chose_Spanish_reads_the_pages_and_the_mail_in_Spanish()
    {
        var member = await host.Member();
        await member.Browser.Get("/language/es?returnUrl=/member/apps");

        var grant = await host.Allow(member, "patient/Coverage.rs");

        (await member.Browser.In("en", Path)).QuerySelector("h1")!.TextContent.ShouldBe("Aplicaciones conectadas");
        (await member.Browser.In("en", $"{Path}/{grant.GrantId}/revoke")).QuerySelector("h1")!.TextContent.ShouldBe("¿Revocar el acceso de Pill <b>Box?");
        var mail = await host.Mailbox.Expect(member.Email, "está conectada a sus datos de salud");
        mail.LinkPath.ShouldBe(Path);
        mail.Html.ShouldContain("<html lang=\"es\">");
        mail.Html.ShouldContain("Pill &lt;b&gt;Box");
    }
}
