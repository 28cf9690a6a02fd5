using System.Net;
using System.Net.Http.Headers;
using PlanApi.Identity.Contracts;
using PlanApi.TestKit;

namespace PlanApi.BuildingBlocks.Tests.Forms;

/// <summary>What holds for every form of the product, whichever module it is of; a new form is held to it by itself.</summary>
public sealed class EveryFormTests(PlanApiHost host) : IClassFixture<PlanApiHost>
{
    /// <summary>Posts by programs, which carry a token or a client's secret and no cookie, and an app's authorization request, which is not ours to seal.</summary>
    private static readonly string[] ForPrograms =
        [.. new[] { "", "/sandbox" }.SelectMany(environment => new[] { "authorize", "token", "introspect", "revoke" }.Select(endpoint => $"{environment}/oauth/{endpoint}"))];

    /// <summary>These open between password and second factor only; whoever is signed in is sent on before the form is looked at.</summary>
    private static readonly string[] HalfSignedIn = ["/sandbox/sign-in/code", "/member/sign-in/code", "/review/sign-in/code", "/review/sign-in/authenticator"];

    [Fact]
    public void What_a_browser_may_post_asks_for_the_antiforgery_token()
    {
        var forms = FormRoutes.Forms(host);

        FormRoutes.Posts(host).Except(forms).Except(ForPrograms).ShouldBeEmpty();
        foreach (var environment in new[] { "", "/sandbox" })
        {
            forms.ShouldContain(environment + "/oauth/consent/{id}");
            forms.ShouldContain(environment + "/oauth/consent/{id}/patient");
        }
    }

    [Theory]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("application/x-www-form-urlencoded;charset=UTF-8")]
    [InlineData("APPLICATION/X-WWW-FORM-URLENCODED; charset=\"utf-8\"; x=y")]
    public async Task Without_the_antiforgery_token_no_form_gets_past_the_door(string contentType)
    {
        var everyone = await SignedInEverywhere();
        var forms = FormRoutes.Forms(host).Select(FormRoutes.Example).ToList();
        forms.Count.ShouldBeGreaterThan(25);

        foreach (var path in forms)
        {
            using var form = new ByteArrayContent("password=x&decision=allow&revision=1"u8.ToArray());
            form.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
            var response = await everyone.Client.PostAsync(path, form);

            if (HalfSignedIn.Contains(path))
            {
                response.Headers.Location!.ToString().ShouldContain("/sign-in?returnUrl=", customMessage: path);
                continue;
            }

            response.StatusCode.ShouldBe(HttpStatusCode.BadRequest, path);
            (await response.Document()).QuerySelector("h1")!.TextContent.ShouldBe("This form has expired", path);
        }
    }

    /// <summary>One browser with a session in each realm: the paths of their cookies keep them apart.</summary>
    private async Task<Browser> SignedInEverywhere()
    {
        var vendor = await host.Vendor();
        foreach (var (realm, person) in new[] { (Realm.Member, await host.Member()), (Realm.Staff, await host.Administrator()) })
        {
            await vendor.Browser.Submit(SignInPaths.Of(realm), ("email", person.Email), ("password", Person.Password));
        }

        return vendor.Browser;
    }
}
