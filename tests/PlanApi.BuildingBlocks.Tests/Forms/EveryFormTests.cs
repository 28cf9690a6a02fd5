using System.Net;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using AngleSharp.Html.Dom;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using PlanApi.AppRegistry.Contracts;
using PlanApi.Enrollment.Contracts;
using PlanApi.Identity.Contracts;
using PlanApi.TestKit;

namespace PlanApi.BuildingBlocks.Tests.Forms;

/// <summary>What holds for every form of the product, whichever module it is of; a new form is held to it by itself.</summary>
public sealed class EveryFormTests(PlanApiHost host) : IClassFixture<PlanApiHost>
{
    private const string Script = "\"><script>alert(1)</script>";

    /// <summary>Posts by programs, which carry a token or a client's secret and no cookie.</summary>
    private static readonly string[] ForPrograms = ["/oauth/", "/sandbox/oauth/", "/fhir", "/sandbox/fhir", "/directory/fhir"];

    /// <summary>These open between password and second factor only; whoever is signed in is sent on before the form is looked at.</summary>
    private static readonly string[] HalfSignedIn = ["/review/sign-in/code", "/review/sign-in/authenticator"];

    private IEnumerable<RouteEndpoint> Posts => host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        .Where(e => e.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains("POST") == true);

    private IReadOnlyList<string> Forms => [.. Posts.Where(e => e.Metadata.GetMetadata<IAntiforgeryMetadata>() is { RequiresValidation: true }).Select(PathOf).Distinct()];

    [Fact]
    public void What_a_browser_may_post_asks_for_the_antiforgery_token() =>
        Posts.Select(PathOf).Except(Forms).Where(path => !ForPrograms.Any(p => path.StartsWith(p, StringComparison.Ordinal))).ShouldBeEmpty();

    [Theory]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("application/x-www-form-urlencoded;charset=UTF-8")]
    [InlineData("APPLICATION/X-WWW-FORM-URLENCODED; charset=\"utf-8\"; x=y")]
    public async Task Without_the_antiforgery_token_no_form_gets_past_the_door(string contentType)
    {
        var everyone = await SignedInEverywhere();
        Forms.Count.ShouldBeGreaterThan(25);

        foreach (var path in Forms)
        {
            using var form = new ByteArrayContent("password=x&decision=allow&revision=1"u8.ToArray());
            form.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
            var response = await everyone.Client.PostAsync(path, form);

            if (HalfSignedIn.Contains(path))
            {
                response.Headers.Location!.ToString().ShouldContain("/review/sign-in", customMessage: path);
                continue;
            }

            response.StatusCode.ShouldBe(HttpStatusCode.BadRequest, path);
            (await response.Document()).QuerySelector("h1")!.TextContent.ShouldBe("This form has expired", path);
        }
    }

    [Theory]
    [InlineData("nothing at all", "")]
    [InlineData("script", Script)]
    [InlineData("hidden and control characters", "a\u202eb\ac\ud83d")]
    [InlineData("a hundred thousand characters", null)]
    public async Task The_same_hostile_text_in_every_field_is_told_beside_a_field_and_shown_as_text(string what, string? text)
    {
        text ??= new string('x', 100_000);
        var (vendor, app) = await host.ApprovedApp(AppForm.Valid($"App for {what}"));
        var reviewer = await host.Reviewer();
        await vendor.Edit(app.AppId, ("description", "Changed."));
        await vendor.SendRequest(app.AppId);
        var request = (await reviewer.OpenRequest(app.Details.Name)).QuerySelector("#reject-form")!.GetAttribute("action")!;
        var visitor = host.Browser();

        await Refuses(visitor, EnrollmentPaths.Enroll, text);
        await Refuses(visitor, "/enroll/new-link", text);
        await Refuses(visitor, await LinkOfAnEnrollment(), text, leave: "repeat");
        foreach (var realm in new[] { "/sandbox", "/member", "/review" })
        {
            await Refuses(visitor, $"{realm}/sign-in", text);
            await Refuses(visitor, $"{realm}/reset-password", text);
        }

        await Refuses(visitor, SignInPaths.SandboxAuthorize, text);
        await Refuses(vendor.Browser, AppRegistryPaths.New, text);
        await Refuses(vendor.Browser, AppRegistryPaths.Edit(app.AppId), text);
        await Refuses(vendor.Browser, $"{AppRegistryPaths.App(app.AppId)}/secret", text);
        await Refuses(vendor.Browser, $"{AppRegistryPaths.App(app.AppId)}/secret/rotate", text);
        await Refuses(vendor.Browser, "/sandbox/my-data/initialize", text);
        await Refuses(reviewer.Browser, request[..request.LastIndexOf('/')], text, "#reject-form");
        await Refuses(reviewer.Browser, $"/review/apps/{app.AppId}/suspend", text);
    }

    /// <summary>Fills the text into every field that a person or a forger could fill, the antiforgery token aside.</summary>
    /// <param name="leave">A field left empty: any text is a good new password, if it is typed twice.</param>
    private static async Task Refuses(Browser browser, string path, string text, string form = "main form", string? leave = null)
    {
        var page = await browser.Open(path);
        var fields = page.QuerySelectorAll($"{form} [name]").Where(f => f is not IHtmlButtonElement).Select(f => f.GetAttribute("name")!).Where(n => n != "__RequestVerificationToken" && n != leave).Distinct();

        var response = await browser.Press(page, form, [.. fields.Select(f => (f, text))]);

        response.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity, path);
        var answer = await response.Document();
        answer.QuerySelectorAll(".error-summary li").ShouldNotBeEmpty(path);
        answer.QuerySelectorAll("[id$='-error']").ShouldNotBeEmpty(path);
        answer.QuerySelectorAll("script").ShouldBeEmpty(path);
    }

    private async Task<string> LinkOfAnEnrollment()
    {
        var address = $"hostile-{Guid.CreateVersion7():n}@vendor.example";
        (string, string)[] answers =
        [
            ("firstName", "Ada"), ("lastName", "Lovelace"), ("email", address), ("organizationName", "Engines"), ("organizationWebsite", "https://engines.example"),
            ("country", "United States"), ("purpose", "To test."), ("acceptTerms", "yes"),
        ];
        (await host.Browser().Submit(EnrollmentPaths.Enroll, answers)).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        return (await host.Mailbox.Expect(address, "Set your password")).LinkPath;
    }

    /// <summary>One browser with a session in each realm: the paths of their cookies keep them apart.</summary>
    private async Task<Browser> SignedInEverywhere()
    {
        var vendor = await host.Vendor();
        foreach (var (realm, person) in new[] { (Realm.Member, await host.Member()), (Realm.Staff, await host.Reviewer()) })
        {
            await vendor.Browser.Submit(SignInPaths.Of(realm), ("email", person.Email), ("password", Person.Password));
        }

        return vendor.Browser;
    }

    private static string PathOf(RouteEndpoint endpoint) =>
        "/" + Regex.Replace(endpoint.RoutePattern.RawText!.TrimStart('/'), @"\{[^}]+\}", "some-id", RegexOptions.None, TimeSpan.FromSeconds(1));
}
