using System.Net;
using AngleSharp.Html.Dom;
using Microsoft.Extensions.DependencyInjection;
using MongoDB.Bson;
using MongoDB.Driver;
using PlanApi.Identity.Contracts;
using PlanApi.PatientAccess.Data;
using PlanApi.TestKit;

namespace PlanApi.PatientAccess.Tests.RemovePatient;

public sealed class RemovePatientTests(RecordsHost host)
{
    private const string MyData = "/sandbox/my-data";
    private const string Initialize = "/sandbox/my-data/initialize";

    [Fact]
    public async Task One_of_a_family_goes_with_record_sign_in_and_grants_and_the_others_stay()
    {
        var vendor = await host.Vendor();
        await vendor.Browser.Submit(Initialize, ("scenario", "family"));
        var before = Ids(await WhenDone(vendor.Browser));
        var (gone, stays) = (before[1], before[0]);
        var app = host.App(host.Grant(gone, vendor.OrganizationId, RecordsHost.AllScopes));
        (await app.AllPages("ExplanationOfBenefit")).ShouldNotBeEmpty();
        var record = await vendor.Browser.Open($"{MyData}/{gone}");

        var asked = await vendor.Browser.Open(record.QuerySelectorAll("a").Single(a => a.TextContent == "Remove this patient").GetAttribute("href")!);
        asked.QuerySelector("main")!.TextContent.ShouldContain("access and refresh tokens stop working");
        (await vendor.Browser.Press(asked, "main form")).Headers.Location!.ToString().ShouldBe(MyData);

        Ids(await WhenDone(vendor.Browser)).ShouldBe(before.Except([gone]));
        host.RevokedFor.ShouldContain((true, gone));
        host.RevokedFor.ShouldNotContain((true, stays));
        (await app.AllPages("ExplanationOfBenefit")).ShouldBeEmpty();
        (await app.GetAsync($"Patient/{gone}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await host.App(host.Grant(stays, vendor.OrganizationId, RecordsHost.AllScopes)).AllPages("ExplanationOfBenefit")).ShouldNotBeEmpty();
        (await host.Services.GetRequiredService<ITestPatientSignIns>().Of(vendor.OrganizationId!, default)).Select(s => s.PatientId).ShouldBe(before.Except([gone]), ignoreOrder: true);
        (await vendor.Browser.Press(asked, "main form")).StatusCode.ShouldBe(HttpStatusCode.NotFound, "the same button once more");
    }

    [Fact]
    public async Task With_the_last_one_everything_goes_and_the_next_one_is_another_person()
    {
        var vendor = await host.Vendor();
        await vendor.Browser.Submit(Initialize, ("scenario", "no-clinical-data"));
        var first = Ids(await WhenDone(vendor.Browser)).ShouldHaveSingleItem();

        await vendor.Browser.Submit($"{MyData}/{first}/remove");

        (await WhenDone(vendor.Browser)).QuerySelector(".empty").ShouldNotBeNull();
        (await host.Database.GetCollection<BsonDocument>("patientAccess.sandbox.resources").CountDocumentsAsync(new BsonDocument("organization", vendor.OrganizationId))).ShouldBe(0);
        await vendor.Browser.Submit(Initialize, ("scenario", "no-clinical-data"));
        Ids(await WhenDone(vendor.Browser)).ShouldHaveSingleItem().ShouldNotBe(first);
    }

    [Fact]
    public async Task While_other_work_goes_on_it_is_told_to_wait()
    {
        var vendor = await host.Vendor();
        await vendor.Browser.Submit(Initialize, ("scenario", "no-clinical-data"));
        var first = Ids(await WhenDone(vendor.Browser)).ShouldHaveSingleItem();
        await vendor.Browser.Submit(Initialize, ("scenario", "no-clinical-data"), ("existing", "add"));
        var second = Ids(await WhenDone(vendor.Browser))[1];
        var ending = host.HoldRevocation(first);
        var form = await vendor.Browser.Open($"{MyData}/{first}/remove");
        await vendor.Browser.Press(form, "main form");
        (await vendor.Browser.Press(form, "main form")).StatusCode.ShouldBe(HttpStatusCode.SeeOther, "pressed twice it counts once");
        (await vendor.Browser.Open(MyData)).QuerySelector("progress").ShouldNotBeNull();

        var answer = await vendor.Browser.Submit($"{MyData}/{second}/remove");
        answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await answer.Document()).QuerySelector(".error-summary")!.TextContent.ShouldContain("Wait until that is done");

        ending.SetResult();
        Ids(await WhenDone(vendor.Browser)).ShouldBe([second]);
        var db = host.Services.GetRequiredService<PatientAccessDb>();
        (await db.Initializations.CountDocumentsAsync(i => i.OrganizationId == vendor.OrganizationId)).ShouldBe(3, "two that made patients and one that removed one");
    }

    [Fact]
    public async Task Nobody_removes_a_patient_of_another_organization()
    {
        var vendor = await host.Vendor();
        await vendor.Browser.Submit(Initialize, ("scenario", "no-clinical-data"));
        var path = $"{MyData}/{Ids(await WhenDone(vendor.Browser))[0]}/remove";
        var form = await vendor.Browser.Open(path);
        var other = await host.Vendor();

        (await other.Browser.Get(path)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        var token = (await other.Browser.Open(Initialize)).QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        (await other.Browser.Press(form, "main form", ("__RequestVerificationToken", token))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await host.Browser().Get(path)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        Ids(await vendor.Browser.Open(MyData)).ShouldHaveSingleItem();
    }

    private static IReadOnlyList<string> Ids(IHtmlDocument page) => [.. page.QuerySelectorAll(".card dd:first-of-type code").Select(c => c.TextContent)];

    private static async Task<IHtmlDocument> WhenDone(Browser browser)
    {
        IHtmlDocument? page = null;
        await Eventually.Holds(async () => (page = await browser.Open(MyData)).QuerySelector("progress") is null, "the work to be done", seconds: 60);
        return page!;
    }
}
