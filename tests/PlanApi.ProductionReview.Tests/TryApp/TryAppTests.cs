using System.Net;
using PlanApi.TestKit;

namespace PlanApi.ProductionReview.Tests.TryApp;

/// <summary>A reviewer gets a sign-in of the vendor's made-up patients, and it works.</summary>
public sealed class TryAppTests(ReviewHost host) : IClassFixture<ReviewHost>
{
    [Fact]
    public async Task A_reviewer_signs_in_as_a_synthetic_patient_of_the_vendor()
    {
        var (vendor, reviewer, request) = await Asked();
        (await reviewer.Browser.Open($"{request}/try")).QuerySelector(".empty")!.TextContent.ShouldContain("no synthetic patient");

        await vendor.Browser.Submit("/sandbox/my-data/initialize", ("scenario", "no-clinical-data"));
        await Eventually.Holds(async () => (await reviewer.Browser.Open($"{request}/try")).QuerySelector("tbody tr") is not null, "the synthetic patient", seconds: 60);
        var page = await reviewer.Browser.Open($"{request}/try");
        var cells = page.QuerySelectorAll("tbody tr")[0].Children.Select(c => c.TextContent.Trim()).ToList();

        (await host.Browser().Submit("/sandbox/oauth/sign-in", ("email", cells[1]), ("password", cells[2]))).StatusCode.ShouldBe(HttpStatusCode.OK);
        page.QuerySelector("ol")!.TextContent.ShouldContain("/sandbox/fhir");
        page.QuerySelectorAll("ol ul li").ShouldNotBeEmpty();
        (await reviewer.Browser.Open(request)).QuerySelectorAll("main a").ShouldContain(a => a.TextContent == "Try this app");
    }

    [Fact]
    public async Task Sign_ins_of_one_vendor_are_on_no_page_of_another_and_vendors_do_not_see_the_page()
    {
        var (vendor, reviewer, request) = await Asked();
        await vendor.Browser.Submit("/sandbox/my-data/initialize", ("scenario", "no-clinical-data"));
        await Eventually.Holds(async () => (await reviewer.Browser.Open($"{request}/try")).QuerySelector("tbody tr") is not null, "the synthetic patient", seconds: 60);
        var (_, _, other) = await Asked();

        (await reviewer.Browser.Open($"{other}/try")).QuerySelector("tbody").ShouldBeNull();
        (await vendor.Browser.Get($"{request}/try")).Headers.Location!.ToString().ShouldContain("/review/sign-in");
        (await reviewer.Browser.Get("/review/requests/none/try")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private async Task<(Person Vendor, Person Reviewer, string Request)> Asked()
    {
        var (vendor, reviewer, name) = (await host.Vendor(), await host.Reviewer(), host.NewName());
        await vendor.SendRequest(await vendor.Register(AppForm.Valid(name)));
        return (vendor, reviewer, (await reviewer.OpenRequest(name)).Location.PathName);
    }
}
