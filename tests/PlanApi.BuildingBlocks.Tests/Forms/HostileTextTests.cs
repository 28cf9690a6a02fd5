using System.Net;
using AngleSharp.Html.Dom;
using Microsoft.Extensions.DependencyInjection;
using PlanApi.AppRegistry.Contracts;
using PlanApi.Consent.Contracts;
using PlanApi.Enrollment.Contracts;
using PlanApi.Identity.Contracts;
using PlanApi.TestKit;

namespace PlanApi.BuildingBlocks.Tests.Forms;

/// <summary>Hostile text in every field of every form.</summary>
public sealed class HostileTextTests(PlanApiHost host) : IClassFixture<PlanApiHost>
{
    private const string Script = "\"><script>alert(1)</script>";

    private static readonly PatientChoice[] People = [new("ada", "Ada Lovelace", "self"), new("byron", "Byron King", "parent")];

    /// <summary>Open only half signed in, with a second factor or with a passkey: SecondFactorTests, OwnSecondFactorTests and PasskeyRefusalTests of Identity hold them to the same.</summary>
    private static readonly string[] HalfSignedIn =
    [
        "/sandbox/sign-in/code", "/member/sign-in/code", "/review/sign-in/code", "/review/sign-in/authenticator",
        "/sandbox/account/passkeys/new/{challenge}", "/member/account/passkeys/new/{challenge}", "/review/account/passkeys/new/{challenge}",
        "/sandbox/account/passkeys/{passkey}/remove", "/member/account/passkeys/{passkey}/remove", "/review/account/passkeys/{passkey}/remove",
        "/sandbox/account/second-factor/off", "/member/account/second-factor/off", "/review/account/second-factor/off",
        "/sandbox/account/recovery-codes", "/member/account/recovery-codes", "/review/account/recovery-codes",
    ];

    private readonly HashSet<string> _tried = [];

    [Theory]
    [InlineData("nothing at all", "")]
    [InlineData("script", Script)]
    [InlineData("hidden and control characters", "a\u202eb\ac\ud83d")]
    [InlineData("a hundred thousand characters", null)]
    public async Task It_is_told_beside_a_field_and_shown_as_text(string what, string? text)
    {
        text ??= new string('x', 100_000);
        var (vendor, app) = await host.ApprovedApp(AppForm.Valid($"App for {what}"));

        await OfVisitors(text);
        await OfVendors(vendor, app, text);
        await OfTeams(text);
        await OfMembers(app, text);
        await OfStaff(vendor, app, text);
        await OfAdministrators(text);

        FormRoutes.WithFields(host).Except(HalfSignedIn).Except(_tried).ShouldBeEmpty("forms that nobody typed this into");
    }

    private async Task OfVisitors(string text)
    {
        var visitor = host.Browser();
        await Refuses(visitor, EnrollmentPaths.Enroll, text);
        await Refuses(visitor, "/enroll/new-link", text);
        await Refuses(visitor, await host.LinkFor($"hostile-{Guid.CreateVersion7():n}@vendor.example"), text, leave: ["repeat"]);
        await Refuses(visitor, await LinkOfAnInvitation(), text, leave: ["repeat"]);
        await Refuses(visitor, SignInPaths.SandboxAuthorize, text);
        await Refuses(visitor, "/member/enroll", text);
        await Refuses(visitor, "/member/enroll/letter", text);
        var asked = await visitor.Submit("/member/enroll", ("memberNumber", "1"), ("birthDate", "1984-09-30"), ("postalCode", "12207"));
        await Refuses(visitor, asked.Headers.Location!.ToString(), text, leave: ["repeat"]);
        foreach (var (person, folder) in new[] { (await host.Vendor(), "/sandbox"), (await host.Member(), "/member"), (await host.Reviewer(), "/review") })
        {
            await Refuses(visitor, $"{folder}/sign-in", text);
            await Refuses(visitor, $"{folder}/reset-password", text);
            await visitor.Submit($"{folder}/reset-password", ("email", person.Email));
            await Refuses(visitor, (await host.Mailbox.Expect(person.Email, "password")).LinkPath, text, leave: ["repeat"]);
        }
    }

    private async Task OfVendors(Person vendor, SandboxApp app, string text)
    {
        await OfTheirAccount(await host.Vendor(), "/sandbox", text);
        await Refuses(vendor.Browser, AppRegistryPaths.New, text);
        await Refuses(vendor.Browser, AppRegistryPaths.Edit(app.AppId), text);
        await Refuses(vendor.Browser, $"{AppRegistryPaths.App(app.AppId)}/secret", text);
        await Refuses(vendor.Browser, $"{AppRegistryPaths.App(app.AppId)}/secret/rotate", text);
        await Refuses(vendor.Browser, $"{AppRegistryPaths.App(app.AppId)}/rehearse", text);
        await Refuses(vendor.Browser, $"{AppRegistryPaths.App(app.AppId)}/end-access", text);
        await Refuses(vendor.Browser, "/sandbox/my-data/initialize", text);
        await vendor.Browser.Submit("/sandbox/my-data/initialize", ("scenario", "no-clinical-data"));
        await Eventually.Holds(async () => (await vendor.Browser.Open("/sandbox/my-data")).QuerySelector("progress") is null, "the synthetic patient", seconds: 60);
        await Refuses(vendor.Browser, $"{AppRegistryPaths.App(app.AppId)}/launch", text);
        await vendor.Edit(app.AppId, ("description", "Changed."));
        await Refuses(vendor.Browser, $"{AppRegistryPaths.App(app.AppId)}/request", text, "#send-form");
        await AsksConsent(vendor, app, sandbox: true, text);
    }

    private async Task OfTeams(string text)
    {
        var vendor = await host.EnrolledVendor();
        var colleague = await host.Vendor(vendor.OrganizationId);
        await Refuses(vendor.Browser, $"{EnrollmentPaths.Team}/organization", text);
        await Refuses(vendor.Browser, $"{EnrollmentPaths.Team}/invite", text);
        await Refuses(vendor.Browser, $"{EnrollmentPaths.Team}/people/{colleague.AccountId}/remove", text);
        var address = $"hostile-{Guid.CreateVersion7():n}@vendor.example";
        await vendor.Browser.Submit($"{EnrollmentPaths.Team}/invite", ("email", address), ("password", Person.Password));
        await Refuses(host.Browser(), (await host.Mailbox.Expect(address, "Join")).LinkPath, text, leave: ["repeat"]);
    }

    private async Task OfMembers(SandboxApp app, string text)
    {
        var member = await host.Member();
        await OfTheirAccount(await host.Member(), "/member", text);
        await Load("""{"resourceType":"Patient","id":"letterless","name":[{"family":"Lovelace"}],"gender":"female","birthDate":"1985-12-10","identifier":[{"type":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/v2-0203","code":"MB"}]},"value":"H-2"}]}""");
        await Load("""{"resourceType":"Patient","id":"hostile","name":[{"family":"Lovelace","given":["Ada"]}],"gender":"female","birthDate":"1985-12-10","identifier":[{"type":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/v2-0203","code":"MB"}]},"value":"H-1"}]}""");
        await host.Services.GetRequiredService<IPatientLinks>().Link(member.AccountId, new("hostile", "self", null, "operator"), default);
        await Refuses(member.Browser, $"/apps/{app.ClientId}/launch", text);
        await AsksConsent(member, app, sandbox: false, text);
    }

    private async Task OfAdministrators(string text)
    {
        var (administrator, colleague) = (await host.Administrator(), await host.Reviewer());
        await Refuses(administrator.Browser, "/review/staff", text, "#invite-form");
        await Refuses(administrator.Browser, $"/review/staff/{colleague.AccountId}/make-administrator", text, isFree: true);
    }

    private async Task OfStaff(Person vendor, SandboxApp app, string text)
    {
        var reviewer = await host.Reviewer();
        await OfTheirAccount(await host.Reviewer(), "/review", text);
        await Refuses(reviewer.Browser, "/review/members", text);
        (await reviewer.Browser.Submit("/review/members", ("number", "H-1"))).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        await Refuses(reviewer.Browser, "/review/members/hostile/send-reset-link", text, isFree: true);
        await Refuses(reviewer.Browser, "/review/members/hostile/add-link", text);
        await reviewer.Browser.Submit("/review/members", ("number", "H-2"));
        await Refuses(reviewer.Browser, "/review/members/letterless/post-code", text, isFree: true, taken: HttpStatusCode.OK);
        var connection = await ConnectionOf(app, "hostile");
        await Refuses(reviewer.Browser, $"/review/members/hostile/revoke/{connection}", text, isFree: true);
        await vendor.SendRequest(app.AppId);
        var request = (await reviewer.OpenRequest(app.Details.Name)).Location.PathName;
        await Refuses(reviewer.Browser, request, text, "#claim-form");
        await Refuses(reviewer.Browser, request, text, "#note-form", isFree: true);
        await Refuses(reviewer.Browser, "/review/reasons", text, "#keep-form", isFree: true);
        await Refuses(reviewer.Browser, request, text, "#approve-form");
        await Refuses(reviewer.Browser, request, text, "#reject-form");
        await Refuses(reviewer.Browser, $"/review/apps/{app.AppId}/suspend", text);
        await Refuses(reviewer.Browser, $"/review/apps/{app.AppId}/reinstate", text, isFree: true);
    }

    /// <summary>The grant of a member who allowed the app.</summary>
    private async Task<string> ConnectionOf(SandboxApp app, string patient)
    {
        var member = await host.Member();
        var requests = host.Services.GetRequiredService<IConsentRequests>();
        var path = await requests.Ask(new(false, app.ClientId, member.AccountId, null, [new(patient, "Ada Lovelace", "self")], ["patient/Patient.rs"], "hash", "/oauth/authorize"), default);
        await member.Browser.Submit(path, ("decision", "allow"));
        return ((ConsentAnswer.Allowed)(await requests.TakeAnswer(path.Split('/')[^1], false, app.ClientId, member.AccountId, "hash", default)).ShouldNotBeNull()).Grant.GrantId;
    }

    private async Task OfTheirAccount(Person person, string portal, string text)
    {
        await Refuses(person.Browser, $"{portal}/account", text, "main form[action$=name]", leave: ["email"], isFree: true);
        await Refuses(person.Browser, $"{portal}/account/password", text, leave: ["email"]);
        await Refuses(person.Browser, $"{portal}/account/email", text);
        await Refuses(person.Browser, $"{portal}/account/passkeys", text);
        await Refuses(person.Browser, $"{portal}/account/second-factor", text);
        await Refuses(person.Browser, $"{portal}/account/delete", text);
    }

    private async Task AsksConsent(Person person, SandboxApp app, bool sandbox, string text)
    {
        var path = await host.Services.GetRequiredService<IConsentRequests>().Ask(
            new(sandbox, app.ClientId, person.AccountId, sandbox ? person.OrganizationId : null, People, ["patient/Patient.rs", "offline_access"], "hash", "/oauth/authorize"), default);
        await Refuses(person.Browser, path + "/patient", text);
        await person.Browser.Submit(path + "/patient", ("patient", "ada"));
        // Another person than the page named leads back to the page; everything else is looked at.
        await Refuses(person.Browser, path, text, leave: ["patient"], press: ("decision", "allow"));
    }

    /// <summary>Fills the text into every field that a person or a forger could fill, the antiforgery token aside.</summary>
    /// <param name="leave">Fields left as they are: any text is a good new password, if it is typed twice.</param>
    /// <param name="press">The button pressed, where there are several.</param>
    /// <param name="isFree">Whether its only field is for people's own words, where script is a text like any other.</param>
    /// <param name="taken">The answer to a text that is taken.</param>
    private async Task Refuses(
        Browser browser, string path, string text, string form = "main form", string[]? leave = null, (string, string)? press = null, bool isFree = false, HttpStatusCode taken = HttpStatusCode.SeeOther)
    {
        var page = await browser.Open(path);
        var element = (IHtmlFormElement)page.QuerySelector(form).ShouldNotBeNull(path);
        string[] kept = ["__RequestVerificationToken", .. leave ?? []];
        var fields = element.QuerySelectorAll("[name]").Where(f => f is not IHtmlButtonElement).Select(f => f.GetAttribute("name")!).Distinct().Except(kept).ToList();
        await KeepsWhatWasWritten(element, path);
        _tried.Add(FormRoutes.PatternAt(host, new Uri(element.Action).AbsolutePath));

        var response = await browser.Press(page, form, [.. fields.Select(f => (f, text)), .. press is { } button ? [button] : Array.Empty<(string, string)>()]);

        if (isFree && text == Script)
        {
            response.StatusCode.ShouldBe(taken, path);
            (await (taken == HttpStatusCode.OK ? response : await browser.Follow(response)).Document()).QuerySelectorAll("script").ShouldBeEmpty(path);
            return;
        }

        response.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity, path);
        var answer = await response.Document();
        answer.QuerySelectorAll(".error-summary li").ShouldNotBeEmpty(path);
        // Nobody sees a hidden field: what is wrong with it is told above the form.
        if (fields.Any(f => element.QuerySelector($"[name='{f}']") is not IHtmlInputElement { Type: "hidden" }))
            answer.QuerySelectorAll("[id$='-error']").ShouldNotBeEmpty(path);
        answer.QuerySelectorAll("script").ShouldBeEmpty(path);
    }

    /// <summary>Should the session end before it is sent, no secret is kept, and nothing shown as written that was picked or hidden: see SentForm.</summary>
    private static async Task KeepsWhatWasWritten(IHtmlFormElement form, string path)
    {
        var secrets = form.QuerySelectorAll("[type=password], [autocomplete=one-time-code], [name=clientSecret], [name=credential]").Select(f => f.GetAttribute("name")!);
        (await SentFormTests.Sent([.. secrets.Select(name => (name, "hush"))])).Fields.ShouldBeEmpty(path);
        var picked = form.QuerySelectorAll("[type=hidden], [type=radio], [type=checkbox], option").Select(f => (f.GetAttribute("name") ?? f.Closest("select")!.GetAttribute("name")!, f.GetAttribute("value") ?? ""));
        (await SentFormTests.Sent([.. picked])).Written().ShouldBeEmpty(path);
    }

    private async Task<string> LinkOfAnInvitation()
    {
        var address = $"hostile-{Guid.CreateVersion7():n}@plan.example";
        (await host.Run("invite-staff", address)).Code.ShouldBe(0);
        return (await host.Mailbox.Expect(address, "")).LinkPath;
    }

    private async Task Load(string resource)
    {
        var file = Path.Combine(Path.GetTempPath(), $"{Guid.CreateVersion7():n}.ndjson");
        await File.WriteAllTextAsync(file, resource);
        (await host.Run("load", "members", file)).Code.ShouldBe(0);
        File.Delete(file);
    }
}
