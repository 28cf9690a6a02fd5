using System.Net;
using PlanApi.Enrollment.Contracts;
using PlanApi.TestKit;

namespace PlanApi.Enrollment.Tests.Teams;

public sealed class EditOrganizationTests(PlanApiHost host) : IClassFixture<PlanApiHost>
{
    [Fact]
    public async Task The_details_are_changed_for_everyone_of_the_team()
    {
        var vendor = await host.EnrolledVendor();
        var colleague = await host.Vendor(vendor.OrganizationId);

        (await vendor.Browser.Submit(Team.Organization, ("legalName", "Difference Engines <Ltd.>"), ("website", "https://difference.example"), ("country", "Canada")))
            .Headers.Location!.ToString().ShouldEndWith("?saved");

        var shown = await colleague.Shown();
        shown.ShouldContain("Difference Engines <Ltd.>");
        shown.ShouldContain("https://difference.example");
        shown.ShouldContain("Canada");
    }

    [Fact]
    public async Task The_later_save_is_told_and_loses_nothing()
    {
        var vendor = await host.EnrolledVendor();
        var colleague = await host.Vendor(vendor.OrganizationId);
        var (mine, theirs) = (await vendor.Browser.Open(Team.Organization), await colleague.Browser.Open(Team.Organization));
        (await colleague.Browser.Press(theirs, "main form", ("legalName", "Theirs, Inc."))).StatusCode.ShouldBe(HttpStatusCode.SeeOther);

        var late = await vendor.Browser.Press(mine, "main form", ("legalName", "Mine, Inc."));

        late.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var page = await late.Document();
        page.QuerySelector(".warning")!.TextContent.ShouldContain("Theirs, Inc.");
        page.QuerySelector("#legalName")!.GetAttribute("value").ShouldBe("Mine, Inc.");
        (await vendor.Browser.Press(page, "main form")).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        (await colleague.Shown()).ShouldContain("Mine, Inc.");
    }

    [Theory]
    [InlineData("legalName", ""), InlineData("website", "javascript:alert(1)"), InlineData("country", "Atlantis")]
    public async Task What_enrollment_refuses_is_refused_here(string field, string typed)
    {
        var response = await (await host.EnrolledVendor()).Browser.Submit(Team.Organization, (field, typed));

        response.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await response.Document()).ErrorOf(field).ShouldNotBeNull();
    }

    [Fact]
    public async Task Nobody_sees_a_team_without_signing_in_as_its_vendor()
    {
        var member = await host.Member();
        foreach (var path in new[] { EnrollmentPaths.Team, Team.Invite, Team.Organization })
        {
            (await host.Browser().Get(path)).Headers.Location!.ToString().ShouldContain("/sandbox/sign-in");
            (await member.Browser.Get(path)).Headers.Location!.ToString().ShouldContain("/sandbox/sign-in");
        }
    }
}
