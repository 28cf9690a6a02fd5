using System.Net;
using Microsoft.AspNetCore.WebUtilities;
using PlanApi.PatientAccess.Contracts;
using PlanApi.TestKit;

namespace PlanApi.AppRegistry.Tests.LaunchApp;

public sealed class LaunchAppTests(AppsHost host) : IClassFixture<AppsHost>
{
    private static readonly PatientSummary Ana = new("ana-1", "Ana Ruiz", new(1980, 2, 3));
    private static readonly PatientSummary Bo = new("bo-2", "Bo Ruiz", null);

    [Fact]
    public async Task What_is_missing_is_said_with_the_way_to_mend_it()
    {
        var vendor = await host.Vendor();
        var id = await vendor.Register(AppForm.Valid().With(("launchUrl", ""), ("redirectUrls", "")));

        var page = await vendor.Browser.Open($"/sandbox/apps/{id}/launch");

        page.QuerySelectorAll("main li a").Select(a => a.GetAttribute("href")).ShouldBe([$"/sandbox/apps/{id}/edit", $"/sandbox/apps/{id}/edit", "/sandbox/my-data/initialize"]);
        page.QuerySelector("main form").ShouldBeNull();
    }

    [Fact]
    public async Task With_several_patients_it_asks_which_first()
    {
        var vendor = await host.Vendor();
        host.GivePatients(vendor.OrganizationId!, Ana, Bo);
        var id = await vendor.Register();

        var page = await vendor.Browser.Open($"/sandbox/apps/{id}/launch");

        page.QuerySelectorAll("input[name='patient']").Select(i => i.GetAttribute("value")).ShouldBe(["ana-1", "bo-2"]);
        page.QuerySelectorAll("main label").Select(l => l.TextContent).ShouldBe(["Ana Ruiz", "Bo Ruiz"]);
    }

    [Fact]
    public async Task It_opens_the_launch_url_with_iss_and_a_fresh_launch_each_time()
    {
        var vendor = await host.Vendor();
        host.GivePatients(vendor.OrganizationId!, Ana);
        var id = await vendor.Register(AppForm.Valid().With(("launchUrl", "https://pillbox.example/launch?tenant=a%26b")));

        var first = await Launch(vendor, id);
        var second = await Launch(vendor, id);

        first.GetLeftPart(UriPartial.Path).ShouldBe("https://pillbox.example/launch");
        var query = QueryHelpers.ParseQuery(first.Query);
        (query["tenant"].ToString(), query["iss"].ToString()).ShouldBe(("a&b", $"{host.PublicUrl}/sandbox/fhir"));
        query["launch"].ToString().Length.ShouldBeGreaterThanOrEqualTo(32);
        query["launch"].ShouldNotBe(QueryHelpers.ParseQuery(second.Query)["launch"]);
    }

    [Fact]
    public async Task Another_organizations_patient_is_refused()
    {
        var (vendor, other) = (await host.Vendor(), await host.Vendor());
        host.GivePatients(vendor.OrganizationId!, Ana);
        host.GivePatients(other.OrganizationId!, Bo);
        var id = await vendor.Register();

        foreach (var patient in new[] { Bo.PatientId, "", "<script>" })
        {
            var response = await vendor.Browser.Submit($"/sandbox/apps/{id}/launch", ("patient", patient));
            response.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
            (await response.Document()).ErrorOf("patient").ShouldBe("Choose one of your synthetic patients");
        }
    }

    private static async Task<Uri> Launch(Person vendor, string appId)
    {
        var response = await vendor.Browser.Submit($"/sandbox/apps/{appId}/launch");
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        var page = await response.Document();
        var link = page.QuerySelector("main a")!.GetAttribute("href")!;
        page.QuerySelector("meta[http-equiv='refresh']")!.GetAttribute("content").ShouldBe($"0;url={link}");
        return new(link);
    }
}
