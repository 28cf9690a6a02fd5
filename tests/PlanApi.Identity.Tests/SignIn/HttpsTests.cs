using System.Net;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using PlanApi.Identity.Contracts;
using PlanApi.TestKit;

namespace PlanApi.Identity.Tests.SignIn;

/// <summary>A host that is public over https, behind a proxy that ends TLS: requests reach it by plain http.</summary>
public sealed class HttpsHost : PlanApiHost
{
    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.UseSetting("PlanApi:PublicUrl", "https://plan.example");
    }

    public Browser BehindProxy() => new(CreateClient(new() { AllowAutoRedirect = false, HandleCookies = false, BaseAddress = new Uri("http://internal:5080") }));
}

public sealed class HttpsTests(HttpsHost host) : IClassFixture<HttpsHost>
{
    private async Task<IReadOnlyList<string>> CookiesAfterSignIn(string path, string name, string password)
    {
        var response = await host.Browser().Submit(path, ("email", name), ("password", password));
        return [.. response.Headers.GetValues("Set-Cookie")];
    }

    [Theory]
    [InlineData(Realm.Vendor, "__Host-planapi.vendor="), InlineData(Realm.Member, "__Host-planapi.member="), InlineData(Realm.Staff, "__Host-planapi.staff=")]
    public async Task Session_cookies_are_bound_to_this_host_and_to_https(Realm realm, string start)
    {
        var account = await host.Make(realm);

        var cookie = (await CookiesAfterSignIn(SignInPaths.Of(realm), account.Email, TestAccounts.Password)).Single(c => c.StartsWith(start, StringComparison.Ordinal));

        cookie.ShouldContain("; secure", Case.Insensitive);
        cookie.ShouldContain("; httponly", Case.Insensitive);
        cookie.ShouldContain("; path=/;", Case.Insensitive);
        cookie.ShouldNotContain("domain=", Case.Insensitive);
    }

    [Fact]
    public async Task A_test_patients_cookie_is_bound_to_the_sandboxs_authorization_server()
    {
        var patient = await host.Services.GetRequiredService<ITestPatientSignIns>().Ensure("org", "patient", "Terry Test", default);

        var cookie = (await CookiesAfterSignIn(SignInPaths.SandboxAuthorize, patient.UserName, patient.Password)).Single(c => c.StartsWith("__Secure-planapi.test-patient=", StringComparison.Ordinal));

        cookie.ShouldContain("; secure", Case.Insensitive);
        cookie.ShouldContain("; path=/sandbox/oauth;", Case.Insensitive);
    }

    [Fact]
    public async Task Forms_work_behind_a_proxy_that_ends_tls()
    {
        var response = await host.BehindProxy().Get("/member/sign-in");

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Headers.GetValues("Set-Cookie").Single().ShouldContain("; secure", Case.Insensitive);
    }
}
