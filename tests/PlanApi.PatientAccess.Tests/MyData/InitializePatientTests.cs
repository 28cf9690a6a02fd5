using System.Net;
using System.Text.Json;
using AngleSharp.Html.Dom;
using Microsoft.Extensions.DependencyInjection;
using PlanApi.Identity.Contracts;
using PlanApi.PatientAccess.Contracts;
using PlanApi.SyntheticData;
using PlanApi.TestKit;

namespace PlanApi.PatientAccess.Tests.MyData;

public sealed class InitializePatientTests(RecordsHost host)
{
    private const string MyDataPath = "/sandbox/my-data";
    private const string Path = "/sandbox/my-data/initialize";

    [Fact]
    public async Task An_empty_sandbox_says_what_to_do_and_leads_there()
    {
        var vendor = await host.Vendor();

        var page = await vendor.Browser.Open(MyDataPath);

        page.QuerySelector(".empty")!.TextContent.ShouldContain("No synthetic patients yet");
        page.QuerySelector(".empty a.button")!.GetAttribute("href").ShouldBe(Path);
    }

    [Fact]
    public async Task A_vendor_initializes_a_patient_watches_it_and_reads_its_resources_and_json()
    {
        var vendor = await host.Vendor();

        var answer = await vendor.Browser.Submit(Path, ("scenario", "typical-adult"));
        answer.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        answer.Headers.Location!.ToString().ShouldBe(MyDataPath);

        var ready = await WhenDone(vendor.Browser);
        var card = ready.QuerySelectorAll(".card").ShouldHaveSingleItem();
        card.TextContent.ShouldContain("Typical adult");
        card.TextContent.ShouldContain("Test sign-in");

        var patient = await vendor.Browser.Open(card.QuerySelector("a")!.GetAttribute("href")!);
        foreach (var type in new[] { "Patient", "Coverage", "ExplanationOfBenefit", "Encounter", "Condition", "Observation", "MedicationRequest", "Practitioner", "Organization" })
        {
            patient.QuerySelector($"h2#{type}").ShouldNotBeNull(type);
        }

        var claim = patient.QuerySelector("[aria-labelledby=ExplanationOfBenefit] tbody tr")!;
        claim.TextContent.ShouldMatch(@"\$[\d,]+\.\d\d billed");
        claim.Children[1].TextContent.ShouldMatch(@"^\d{4}-\d\d-\d\d$");

        var counts = patient.QuerySelectorAll("main nav li").Select(l => (Type: l.QuerySelector("a")!.GetAttribute("href")![1..], Count: Number(l.QuerySelector(".meta")!))).ToList();
        counts.Sum(c => c.Count).ShouldBe(Number(patient.QuerySelector("main .lead")!));
        foreach (var (type, count) in counts)
        {
            Number((await vendor.Browser.Open($"{patient.Location.PathName}?type={type}")).QuerySelector("main .lead")!).ShouldBe(count, type);
            patient.QuerySelectorAll($"[aria-labelledby={type}] tbody tr").Length.ShouldBe(Math.Min(count, 50), type);
        }

        var resource = await vendor.Browser.Open(claim.QuerySelector("a")!.GetAttribute("href")!);
        var json = resource.QuerySelector("pre.json")!.TextContent;
        json.ShouldContain("\n  \"");
        using var parsed = JsonDocument.Parse(json);
        parsed.RootElement.GetProperty("resourceType").GetString().ShouldBe("ExplanationOfBenefit");
    }

    [Fact]
    public async Task While_it_is_worked_on_the_page_shows_progress_and_reloads_by_itself()
    {
        var vendor = await host.Vendor();
        await vendor.Browser.Submit(Path, ("scenario", "no-clinical-data"));
        var patient = Ids(await WhenDone(vendor.Browser)).ShouldHaveSingleItem();
        var held = host.HoldRevocation(patient);
        await vendor.Browser.Submit(Path, ("scenario", "no-clinical-data"), ("existing", "reset"), ("confirm", "yes"));
        await Eventually.Holds(() => Task.FromResult(host.RevokedFor.Contains((true, patient))), "the job to be in its reset");

        var page = await vendor.Browser.Open(MyDataPath);
        held.SetResult();

        page.QuerySelector("[role=status]")!.TextContent.ShouldContain("Removing your present patients, their grants and tokens … 1%");
        page.QuerySelector("progress")!.GetAttribute("value").ShouldBe("1");
        page.QuerySelector("meta[http-equiv=refresh]")!.GetAttribute("content").ShouldBe("2");
        (await WhenDone(vendor.Browser)).QuerySelector("meta[http-equiv=refresh]").ShouldBeNull();
    }

    [Fact]
    public async Task A_family_makes_four_patients_each_with_a_sign_in_of_its_own()
    {
        var vendor = await host.Vendor();
        await vendor.Browser.Submit(Path, ("scenario", "family"));
        await WhenDone(vendor.Browser);

        var patients = await host.Services.GetRequiredService<ISandboxPatients>().Of(vendor.OrganizationId!, default);
        var signIns = await host.Services.GetRequiredService<ITestPatientSignIns>().Of(vendor.OrganizationId!, default);

        patients.Count.ShouldBe(4);
        patients.Take(2).Max(p => p.BirthDate)!.Value.ShouldBeLessThan(patients.Skip(2).Min(p => p.BirthDate)!.Value, "the parents come first");
        signIns.Select(s => s.PatientId).ShouldBe(patients.Select(p => p.PatientId), ignoreOrder: true);
        signIns.Select(s => s.UserName).ShouldBeUnique();
    }

    [Fact]
    public async Task The_page_offers_every_scenario_by_its_purpose_each_with_a_line_about_it()
    {
        var vendor = await host.Vendor();

        var page = await vendor.Browser.Open(Path);

        page.QuerySelectorAll("input[name=scenario]").Select(i => i.GetAttribute("value")).ShouldBe(Scenario.All.Select(s => s.Key));
        foreach (var choice in page.QuerySelectorAll("input[name=scenario]"))
        {
            page.GetElementById(choice.GetAttribute("aria-describedby")!)!.TextContent.Length.ShouldBeGreaterThan(40);
        }

        page.QuerySelectorAll(".choice-group").Select(g => g.TextContent).ShouldBe(["Lives as members have them", "What apps often get wrong", "For conformance test kits"]);
    }

    [Fact]
    public async Task Thousands_of_claims_are_stored_while_the_page_tells_how_far_it_is_and_are_browsed_page_by_page()
    {
        var vendor = await host.Vendor();
        var started = System.Diagnostics.Stopwatch.StartNew();
        await vendor.Browser.Submit(Path, ("scenario", "thousands-of-claims"));
        var card = (await WhenDone(vendor.Browser)).QuerySelectorAll(".card").ShouldHaveSingleItem();
        TestContext.Current.SendDiagnosticMessage("Thousands of claims were ready after {0} s.", started.Elapsed.TotalSeconds);

        var path = card.QuerySelector("a")!.GetAttribute("href")!;
        var record = await vendor.Browser.Open(path);
        record.QuerySelectorAll("[aria-labelledby=ExplanationOfBenefit] tbody tr").Length.ShouldBe(50);
        var all = await vendor.Browser.Open(record.QuerySelector("[aria-labelledby=ExplanationOfBenefit] ~ .actions a")!.GetAttribute("href")!);
        var first = all.QuerySelectorAll("tbody tr a").Select(a => a.GetAttribute("href")).ToList();
        var second = (await vendor.Browser.Open(all.QuerySelector(".actions a")!.GetAttribute("href")!)).QuerySelectorAll("tbody tr a").Select(a => a.GetAttribute("href")).ToList();
        first.Count.ShouldBe(200);
        second.Count.ShouldBe(200);
        first.Intersect(second).ShouldBeEmpty();
    }

    private static int Number(AngleSharp.Dom.IElement element) => int.Parse(element.TextContent.Trim().Split(' ')[0], System.Globalization.NumberStyles.AllowThousands, System.Globalization.CultureInfo.InvariantCulture);

    [Theory]
    [InlineData("chronic-conditions")]
    [InlineData("newborn")]
    [InlineData("deceased")]
    [InlineData("denied-and-reversed")]
    [InlineData("two-coverages")]
    [InlineData("non-latin-names")]
    [InlineData("everything")]
    public async Task What_a_scenario_makes_is_served_to_apps_whole_and_to_each_patient_its_own(string key)
    {
        var organization = PlanApi.BuildingBlocks.Store.NewId.From(TimeProvider.System);
        var household = await host.Sandbox(organization, Scenario.Find(key)!);
        foreach (var patient in household.Patients)
        {
            var app = host.App(host.Grant(patient.PatientId, organization, RecordsHost.AllScopes));
            var served = await app.AllPages($"Patient/{patient.PatientId}/$everything");
            patient.Resources.Where(r => r is not Hl7.Fhir.Model.Organization).Select(r => $"{r.TypeName}/{r.Id}").Except(served).ShouldBeEmpty();
        }
    }

    [Fact]
    public async Task What_is_labelled_sensitive_is_kept_from_apps_that_were_not_given_it()
    {
        var organization = PlanApi.BuildingBlocks.Store.NewId.From(TimeProvider.System);
        var patient = (await host.Sandbox(organization, Scenario.Sensitive)).Patients.ShouldHaveSingleItem();

        var served = await host.App(host.Grant(patient.PatientId, organization, RecordsHost.AllScopes)).AllPages($"Patient/{patient.PatientId}/$everything");

        var (labelled, open) = (patient.Resources.Where(r => r.Meta!.Security.Count > 0).ToList(), patient.Resources.Where(r => r.Meta!.Security.Count == 0).ToList());
        labelled.Count.ShouldBeGreaterThan(100);
        served.Intersect(labelled.Select(r => $"{r.TypeName}/{r.Id}")).ShouldBeEmpty();
        open.Select(r => $"{r.TypeName}/{r.Id}").Except(served).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_same_form_sent_twice_makes_one_household()
    {
        var vendor = await host.Vendor();
        var page = await vendor.Browser.Open(Path);

        (await vendor.Browser.Press(page, "main form", ("scenario", "no-clinical-data"))).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        (await vendor.Browser.Press(page, "main form", ("scenario", "no-clinical-data"))).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        await WhenDone(vendor.Browser);
        (await vendor.Browser.Press(page, "main form", ("scenario", "no-clinical-data"))).StatusCode.ShouldBe(HttpStatusCode.SeeOther);

        (await WhenDone(vendor.Browser)).QuerySelectorAll(".card").ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Pressing_again_adds_another_person_and_keeps_the_first()
    {
        var vendor = await host.Vendor();
        await vendor.Browser.Submit(Path, ("scenario", "no-clinical-data"));
        var first = Ids(await WhenDone(vendor.Browser)).ShouldHaveSingleItem();

        await vendor.Browser.Submit(Path, ("scenario", "no-clinical-data"), ("existing", "add"));

        var both = Ids(await WhenDone(vendor.Browser));
        both.Count.ShouldBe(2);
        both[0].ShouldBe(first, "oldest first");
    }

    [Fact]
    public async Task A_reset_must_be_confirmed_and_names_its_consequences()
    {
        var vendor = await host.Vendor();
        await vendor.Browser.Submit(Path, ("scenario", "no-clinical-data"));
        await WhenDone(vendor.Browser);

        var form = await vendor.Browser.Open(Path);
        form.QuerySelector("main")!.TextContent.ShouldContain("access and refresh tokens stop working");

        var answer = await vendor.Browser.Press(form, "main form", ("scenario", "family"), ("existing", "reset"));
        answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var page = await answer.Document();
        page.Title!.ShouldStartWith("Error: ");
        page.ErrorOf("confirm").ShouldNotBeNull();
        ((IHtmlInputElement)page.QuerySelector("input[value=family]")!).IsChecked.ShouldBeTrue("what was chosen stays chosen");
    }

    [Fact]
    public async Task A_reset_ends_grants_removes_every_record_and_brings_the_same_people_back()
    {
        var vendor = await host.Vendor();
        await vendor.Browser.Submit(Path, ("scenario", "family"));
        var before = Ids(await WhenDone(vendor.Browser));
        await vendor.Browser.Submit(Path, ("scenario", "no-clinical-data"), ("existing", "add"));
        var added = Ids(await WhenDone(vendor.Browser)).Except(before).ShouldHaveSingleItem();
        var app = host.App(host.Grant(added, vendor.OrganizationId, RecordsHost.AllScopes));
        (await app.AllPages("ExplanationOfBenefit")).ShouldNotBeEmpty();

        await vendor.Browser.Submit(Path, ("scenario", "family"), ("existing", "reset"), ("confirm", "yes"));

        Ids(await WhenDone(vendor.Browser)).ShouldBe(before);
        host.RevokedFor.ShouldContain((true, added));
        host.RevokedFor.ShouldContain((true, before[0]));
        (await app.AllPages("ExplanationOfBenefit")).ShouldBeEmpty();
        (await app.GetAsync($"Patient/{added}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await host.Services.GetRequiredService<ITestPatientSignIns>().Of(vendor.OrganizationId!, default)).Select(s => s.PatientId).ShouldBe(before, ignoreOrder: true);
    }

    [Theory]
    [InlineData("scenario", "", "scenario")]
    [InlineData("scenario", "<script>alert(1)</script>", "scenario")]
    [InlineData("existing", "everything", "existing")]
    [InlineData("requestId", "../../etc", "scenario")]
    public async Task What_the_form_did_not_offer_is_refused_beside_the_field(string field, string value, string failing)
    {
        var vendor = await host.Vendor();
        await host.Sandbox(vendor.OrganizationId!, Scenario.NoClinicalData);
        var page = await vendor.Browser.Open(Path);

        var answer = await vendor.Browser.Press(page, "main form", (field, value));

        answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var again = await answer.Document();
        again.QuerySelector($".error-summary a[href='#{failing}']").ShouldNotBeNull();
        again.QuerySelector("main script").ShouldBeNull();
    }

    [Fact]
    public async Task Without_the_antiforgery_token_nothing_is_made()
    {
        var vendor = await host.Vendor();
        var form = new FormUrlEncodedContent([new("requestId", "0123456789abcdef0123456789abcdef"), new("scenario", "family")]);
        form.Headers.ContentType!.CharSet = "UTF-8";

        (await vendor.Browser.Client.PostAsync(Path, form)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await vendor.Browser.Open(MyDataPath)).QuerySelector(".empty").ShouldNotBeNull();
    }

    private static IReadOnlyList<string> Ids(IHtmlDocument page) => [.. page.QuerySelectorAll(".card dd:first-of-type code").Select(c => c.TextContent)];

    private static async Task<IHtmlDocument> WhenDone(Browser browser)
    {
        IHtmlDocument? page = null;
        await Eventually.Holds(
            async () => (page = await browser.Open(MyDataPath)).QuerySelector("progress") is null && page.QuerySelector(".empty") is null,
            "the synthetic patients to be ready",
            seconds: 180);
        return page!;
    }
}
