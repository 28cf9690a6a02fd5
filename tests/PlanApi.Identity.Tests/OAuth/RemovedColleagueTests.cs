using System.Net;
using PlanApi.Enrollment.Contracts;
using PlanApi.TestKit;

namespace PlanApi.Identity.Tests.OAuth;

/// <summary>What a vendor's colleague gave to apps in the sandbox ends with the removal.</summary>
public sealed class RemovedColleagueTests(OAuthHost host) : IClassFixture<OAuthHost>
{
    [Fact]
    public async Task Sandbox_tokens_of_a_removed_colleague_stop_at_once_and_those_of_the_others_stand()
    {
        var vendor = await host.EnrolledVendor();
        var colleague = await host.Vendor(vendor.OrganizationId);
        host.Patients.Add(vendor.OrganizationId!, "of-the-team");
        var client = new AppClient(host, host.Apps.Add(vendor.OrganizationId!, confidential: false), sandbox: true);
        var theirs = await client.Redeem(await client.Code(colleague.Browser));
        var own = await client.Redeem(await client.Code(vendor.Browser));
        (await host.Validate(theirs.AccessToken, sandbox: true)).ShouldNotBeNull();

        var removed = await vendor.Browser.Submit($"{EnrollmentPaths.Team}/people/{colleague.AccountId}/remove", ("password", Person.Password));

        removed.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        (await host.Validate(theirs.AccessToken, sandbox: true)).ShouldBeNull();
        (await client.UserInfo(theirs.AccessToken)).Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await client.Refresh(theirs.RefreshToken)).ShouldFail("invalid_grant");
        (await host.Validate(own.AccessToken, sandbox: true)).ShouldNotBeNull();
    }
}
