using System.Net;
using PlanApi.TestKit;

namespace PlanApi.Identity.Tests.OAuth;

/// <summary>Launches from a portal: bound to branch, app, person and patient, once, for five minutes.</summary>
public sealed class LaunchTests(OAuthHost host) : IClassFixture<OAuthHost>
{
    private const string Scopes = "launch openid patient/Patient.read";

    [Fact]
    public async Task A_launch_fixes_the_patient_and_counts_once()
    {
        var (client, vendor) = await Sandbox("made-up-1", "made-up-2");
        var launch = await host.Launch(sandbox: true, client.App, vendor.AccountId, "made-up-2");

        var reply = await client.Redeem(await client.Code(vendor.Browser, [("scope", Scopes), ("launch", launch)]));

        reply["patient"].ShouldBe("made-up-2");
        reply["scope"].ShouldContain("launch");
        client.Returned(await vendor.Browser.Get(client.AuthorizeUrl(("scope", Scopes), ("launch", launch))))["error"].ShouldBe("invalid_request");
    }

    [Fact]
    public async Task A_launch_that_another_request_took_is_refused_to_the_second()
    {
        var (client, vendor) = await Sandbox("made-up-1");
        var launch = await host.Launch(sandbox: true, client.App, vendor.AccountId, "made-up-1");

        (await vendor.Browser.Get(client.AuthorizeUrl(("launch", launch)))).Headers.Location!.ToString().ShouldStartWith("/sandbox/oauth/consent/");

        client.Returned(await vendor.Browser.Get(client.AuthorizeUrl(("launch", launch), ("state", "another"))))["error"].ShouldBe("invalid_request");
    }

    [Fact]
    public async Task A_launch_is_refused_to_another_app_another_person_the_other_branch_and_after_five_minutes()
    {
        var (client, vendor) = await Sandbox("made-up-1");
        var colleague = await host.Vendor(vendor.OrganizationId);
        var otherApp = new AppClient(host, host.Apps.Add(vendor.OrganizationId!, confidential: false), sandbox: true);
        var member = await host.MemberOf(("made-up-1", "self"));
        var launch = await host.Launch(sandbox: true, client.App, vendor.AccountId, "made-up-1");

        await Refused(otherApp, vendor, launch);
        await Refused(client, colleague, launch);
        await Refused(new AppClient(host, client.App, sandbox: false), member, launch);
        await Refused(client, vendor, await host.Launch(sandbox: false, client.App, vendor.AccountId, "made-up-1"));
        await Refused(client, vendor, await host.Launch(sandbox: true, client.App, vendor.AccountId, "someone-elses"));

        host.Clock.Advance(TimeSpan.FromMinutes(6));
        await Refused(client, vendor, launch);
    }

    [Fact]
    public async Task A_vendors_launch_counts_even_when_a_test_patient_signed_in_later_at_the_same_browser()
    {
        var (client, vendor) = await Sandbox("made-up-1", "made-up-2");
        var launch = await host.Launch(sandbox: true, client.App, vendor.AccountId, "made-up-1");

        (await client.Redeem(await client.Code(vendor.Browser, [("launch", launch)])))["patient"].ShouldBe("made-up-1");
    }

    [Fact]
    public async Task Without_a_launch_the_launch_scope_is_not_granted()
    {
        var (client, vendor) = await Sandbox("made-up-1");

        (await client.Redeem(await client.Code(vendor.Browser, [("scope", Scopes)])))["scope"].ShouldBe("openid patient/Patient.read");
    }

    private static async Task Refused(AppClient client, Person person, string launch)
    {
        var response = await person.Browser.Get(client.AuthorizeUrl(("launch", launch)));
        response.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        client.Returned(response)["error"].ShouldBe("invalid_request");
    }

    private async Task<(AppClient Client, Person Vendor)> Sandbox(params string[] patients)
    {
        var vendor = await host.Vendor();
        host.Patients.Add(vendor.OrganizationId!, patients);
        return (new AppClient(host, host.Apps.Add(vendor.OrganizationId!, confidential: false), sandbox: true), vendor);
    }
}
