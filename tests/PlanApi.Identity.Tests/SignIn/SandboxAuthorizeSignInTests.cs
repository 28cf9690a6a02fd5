using System.Net;
using Microsoft.Extensions.DependencyInjection;
using PlanApi.Identity.Contracts;
using PlanApi.TestKit;

namespace PlanApi.Identity.Tests.SignIn;

public sealed class SandboxAuthorizeSignInTests(PlanApiHost host) : IClassFixture<PlanApiHost>
{
    private const string Path = "/sandbox/oauth/sign-in";
    private const string Back = "/sandbox/oauth/authorize?client_id=x";

    private ITestPatientSignIns TestPatients => host.Services.GetRequiredService<ITestPatientSignIns>();

    [Fact]
    public async Task A_vendor_signs_in_here_and_is_signed_in_to_the_portal_too()
    {
        var vendor = await host.Make(Realm.Vendor);
        var browser = host.Browser();

        var response = await browser.Submit($"{Path}?returnUrl={Uri.EscapeDataString(Back)}", ("email", vendor.Email), ("password", TestAccounts.Password));

        (await response.Document()).QuerySelector("main a")!.GetAttribute("href").ShouldBe(Back);
        (await browser.Opens(Realm.Vendor)).ShouldBeTrue();
    }

    [Fact]
    public async Task A_test_patient_signs_in_here_with_a_cookie_that_goes_nowhere_else()
    {
        var patient = await TestPatients.Ensure("org-a", "patient-a", "Terry Test", default);
        var browser = host.Browser();

        var response = await browser.Submit($"{Path}?returnUrl={Uri.EscapeDataString(Back)}", ("email", patient.UserName), ("password", patient.Password));

        (await response.Document()).QuerySelector("main a")!.GetAttribute("href").ShouldBe(Back);
        response.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith("planapi.test-patient=", StringComparison.Ordinal)).ShouldContain("path=/sandbox/oauth", Case.Insensitive);
        (await browser.Opens(Realm.Vendor)).ShouldBeFalse();
        (await browser.Opens(Realm.Member)).ShouldBeFalse();
    }

    [Theory]
    [InlineData("/sandbox/sign-in"), InlineData("/member/sign-in"), InlineData("/review/sign-in")]
    public async Task A_test_patient_gets_in_at_no_other_page(string path)
    {
        var patient = await TestPatients.Ensure("org-b", "patient-b", "Terry Test", default);

        var response = await host.Browser().Submit(path, ("email", patient.UserName), ("password", patient.Password));

        response.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [Theory]
    [InlineData(Realm.Member), InlineData(Realm.Staff)]
    public async Task Members_and_staff_get_in_here_no_more_than_anyone(Realm realm)
    {
        var account = await host.Make(realm);

        (await host.Browser().Submit(Path, ("email", account.Email), ("password", TestAccounts.Password))).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task The_same_organization_and_patient_have_the_same_sign_in_and_no_two_share_one()
    {
        var first = await TestPatients.Ensure("org-c", "p1", "One", default);

        (await TestPatients.Ensure("org-c", "p1", "One Renamed", default)).ShouldBe(first);
        var second = await TestPatients.Ensure("org-c", "p2", "Two", default);
        var foreign = await TestPatients.Ensure("org-d", "p1", "One", default);
        new[] { first.UserName, second.UserName, foreign.UserName }.Distinct().Count().ShouldBe(3);
        new[] { first.Password, second.Password, foreign.Password }.Distinct().Count().ShouldBe(3);
        (await TestPatients.Of("org-c", default)).ShouldBe([first, second], ignoreOrder: true);
    }

    [Fact]
    public async Task A_removed_patients_sign_in_is_gone()
    {
        var patient = await TestPatients.Ensure("org-e", "p1", "One", default);

        await TestPatients.Remove("org-e", "p1", default);

        (await TestPatients.Of("org-e", default)).ShouldBeEmpty();
        (await host.Browser().Submit(Path, ("email", patient.UserName), ("password", patient.Password))).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }
}
