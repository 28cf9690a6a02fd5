using System.Net;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;
using PlanApi.Identity.Contracts;
using PlanApi.TestKit;

namespace PlanApi.ProductionReview.Tests.LaunchFromGallery;

public sealed class LaunchFromGalleryTests(ReviewHost host) : IClassFixture<ReviewHost>
{
    private async Task<Person> MemberOf(params (string PatientId, string Relationship)[] links)
    {
        var member = await host.Member();
        foreach (var (patientId, relationship) in links)
        {
            host.AddRecord(new(patientId, $"Name of {patientId}", null));
            await host.Services.GetRequiredService<IPatientLinks>().Link(member.AccountId, new(patientId, relationship, null, "operator"), default);
        }

        return member;
    }

    private static string Path(string clientId) => $"/apps/{clientId}/launch";

    [Fact]
    public async Task Someone_not_signed_in_signs_in_as_a_member_first_and_comes_back()
    {
        var response = await host.Browser().Get(Path("some-app"));

        response.Headers.Location!.OriginalString.ShouldBe("/member/sign-in?returnUrl=%2Fapps%2Fsome-app%2Flaunch");
    }

    [Fact]
    public async Task A_member_opens_the_app_at_its_launch_url_with_the_production_base()
    {
        var (_, app) = await host.ApprovedApp(AppForm.Valid(host.NewName()));
        var member = await MemberOf(("p-1", "self"));

        var response = await member.Browser.Submit(Path(app.ClientId));

        var url = new Uri((await response.Document()).QuerySelector("main a")!.GetAttribute("href")!);
        url.GetLeftPart(UriPartial.Path).ShouldBe("https://pillbox.example/launch");
        var query = QueryHelpers.ParseQuery(url.Query);
        query["iss"].ToString().ShouldBe($"{host.PublicUrl}/fhir");
        query["launch"].ToString().Length.ShouldBeGreaterThanOrEqualTo(32);
    }

    [Fact]
    public async Task A_member_who_represents_others_is_asked_whose_record()
    {
        var (_, app) = await host.ApprovedApp(AppForm.Valid(host.NewName()));
        var member = await MemberOf(("p-2", "self"), ("p-3", "parent"));

        var page = await member.Browser.Open(Path(app.ClientId));

        page.QuerySelectorAll("main label").Select(l => l.TextContent).ShouldBe(["Name of p-2", "Name of p-3"]);
        page.QuerySelectorAll("main .choice .hint").Select(h => h.TextContent).ShouldBe(["Yourself", "You act for this person as parent"]);
        (await member.Browser.Press(page, "main form", ("patient", "p-3"))).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Another_members_patient_is_refused()
    {
        var (_, app) = await host.ApprovedApp(AppForm.Valid(host.NewName()));
        await MemberOf(("p-4", "self"));
        var member = await MemberOf(("p-5", "self"));

        foreach (var patient in new[] { "p-4", "", "nobody" })
        {
            var response = await member.Browser.Submit(Path(app.ClientId), ("patient", patient));
            response.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
            (await response.Document()).ErrorOf("patient").ShouldNotBeNull();
        }
    }

    [Fact]
    public async Task A_member_without_a_patient_record_is_told_so()
    {
        var (_, app) = await host.ApprovedApp(AppForm.Valid(host.NewName()));
        var unlinked = await MemberOf();
        var linkedToNothing = await host.Member();
        await host.Services.GetRequiredService<IPatientLinks>().Link(linkedToNothing.AccountId, new("gone", "self", null, "operator"), default);

        foreach (var member in new[] { unlinked, linkedToNothing })
        {
            var page = await member.Browser.Open(Path(app.ClientId));
            page.QuerySelector("h1")!.TextContent.ShouldBe("No health record yet");
            page.QuerySelector("main form").ShouldBeNull();
        }
    }

    [Fact]
    public async Task A_suspended_app_is_said_to_be_and_an_unknown_one_is_not_found()
    {
        var name = host.NewName();
        var (_, app) = await host.ApprovedApp(AppForm.Valid(name));
        var member = await MemberOf(("p-6", "self"));
        var open = await member.Browser.Open(Path(app.ClientId));
        await (await host.Reviewer()).Browser.Submit($"/review/apps/{app.AppId}/suspend", ("criterion", "security-risk"), ("reason", "Its key was published"));

        (await member.Browser.Open(Path(app.ClientId))).QuerySelector("h1")!.TextContent.ShouldBe($"{name} is not available");
        (await (await member.Browser.Press(open, "main form")).Document()).QuerySelector("h1")!.TextContent.ShouldBe($"{name} is not available");
        (await member.Browser.Get(Path("nobody"))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task An_app_without_a_launch_url_is_started_where_the_member_has_it()
    {
        var (_, app) = await host.ApprovedApp(AppForm.Valid(host.NewName()).With(("launchUrl", "")));
        var member = await MemberOf(("p-7", "self"));

        var page = await member.Browser.Open(Path(app.ClientId));

        page.QuerySelector("main form").ShouldBeNull();
        page.QuerySelector("main a.button")!.GetAttribute("href").ShouldBe("https://pillbox.example");
    }

    [Fact]
    public async Task A_vendors_session_does_not_open_it()
    {
        var (vendor, app) = await host.ApprovedApp(AppForm.Valid(host.NewName()));

        (await vendor.Browser.Get(Path(app.ClientId))).Headers.Location!.OriginalString.ShouldStartWith("/member/sign-in");
    }
}
