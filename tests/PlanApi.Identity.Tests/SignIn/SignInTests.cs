using System.Net;
using PlanApi.Identity.Contracts;
using PlanApi.TestKit;

namespace PlanApi.Identity.Tests.SignIn;

public sealed class SignInTests(PlanApiHost host) : IClassFixture<PlanApiHost>
{
    [Theory]
    [InlineData(Realm.Vendor, "/sandbox/apps")]
    [InlineData(Realm.Member, "/member")]
    [InlineData(Realm.Staff, "/review/requests")]
    public async Task The_right_address_and_password_lead_to_the_realms_home(Realm realm, string home)
    {
        var account = await host.Make(realm);

        var response = await host.Browser().SignIn(realm, account.Email.ToUpperInvariant() + " ");

        response.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        response.Headers.Location!.ToString().ShouldBe(home);
    }
}
