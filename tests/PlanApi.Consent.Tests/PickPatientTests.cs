using System.Net;
using PlanApi.Consent.Contracts;
using PlanApi.TestKit;

namespace PlanApi.Consent.Tests;

/// <summary>Whose record, when there are several: asked before the consent page names a person.</summary>
public sealed class PickPatientTests(ConsentHost host) : IClassFixture<ConsentHost>
{
    [Fact]
    public async Task With_several_people_the_person_is_asked_about_first_and_only_those_offered_count()
    {
        var member = await host.Member();
        var path = await host.Ask(member, "patient/Patient.rs", ConsentHost.Ada, ConsentHost.Byron);

        (await member.Browser.Get(path)).Headers.Location!.ToString().ShouldBe(path + "/patient");
        var picker = await member.Browser.Open(path + "/patient");
        picker.QuerySelector(".lead")!.TextContent.ShouldStartWith("Pill <b>Box asks to read health data");
        picker.QuerySelectorAll(".choice .hint").Select(h => h.TextContent).ShouldBe(["You", "You are the parent"]);
        using var forged = new FormUrlEncodedContent(
            [new("patient", "someone-else"), new("__RequestVerificationToken", picker.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!)]);
        (await member.Browser.Client.PostAsync(path + "/patient", forged)).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        await member.Browser.Press(picker, "main form", ("patient", "byron"));
        await member.Browser.Submit(path, ("decision", "allow"));

        (await host.Take(member, path)).ShouldBeOfType<ConsentAnswer.Allowed>().Grant.PatientId.ShouldBe("byron");
    }

    [Fact]
    public async Task In_the_sandbox_a_developer_picks_one_of_the_made_up_people()
    {
        var developer = await host.Vendor();
        var path = await host.AskInSandbox(developer, ConsentHost.Ada, ConsentHost.Byron);

        (await developer.Browser.Get(path)).Headers.Location!.ToString().ShouldBe(path + "/patient");
        var picker = await developer.Browser.Open(path + "/patient");
        picker.QuerySelector("main .notice")!.TextContent.ShouldBe("This is the sandbox: these people and all their data are made up.");
        picker.QuerySelectorAll(".choice label").Select(l => l.TextContent.Trim()).ShouldBe(["Ada Lovelace", "Byron King"]);
        picker.QuerySelectorAll(".choice .hint").ShouldBeEmpty("nobody is anybody's relative here");
        (await developer.Browser.Press(picker, "main form", ("patient", "byron"))).Headers.Location!.ToString().ShouldBe(path);
        await developer.Browser.Submit(path, ("decision", "allow"));

        (await host.Take(developer, path, sandbox: true)).ShouldBeOfType<ConsentAnswer.Allowed>().Grant.PatientId.ShouldBe("byron");
    }

    [Fact]
    public async Task Without_a_choice_the_page_asks_for_one_beside_the_field()
    {
        var member = await host.Member();
        var path = await host.Ask(member, "patient/Patient.rs", ConsentHost.Ada, ConsentHost.Byron);

        var response = await member.Browser.Submit(path + "/patient");

        response.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await response.Document()).ErrorOf("patient").ShouldBe("Choose whose data the app is to read");
    }

    [Fact]
    public async Task A_second_press_goes_on_like_the_first()
    {
        var member = await host.Member();
        var path = await host.Ask(member, "patient/Patient.rs", ConsentHost.Ada, ConsentHost.Byron);
        var picker = await member.Browser.Open(path + "/patient");

        var presses = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => member.Browser.Press(picker, "main form", ("patient", "byron"))));

        presses.ShouldAllBe(p => p.StatusCode == HttpStatusCode.SeeOther && p.Headers.Location!.ToString() == path);
        await member.Browser.Submit(path, ("decision", "allow"));
        (await host.Take(member, path)).ShouldBeOfType<ConsentAnswer.Allowed>().Grant.PatientId.ShouldBe("byron");
    }

    [Fact]
    public async Task Pressed_once_more_after_the_answer_it_changes_nothing_and_leads_back_to_the_app()
    {
        var member = await host.Member();
        var path = await host.Ask(member, "patient/Patient.rs", ConsentHost.Ada, ConsentHost.Byron);
        var picker = await member.Browser.Open(path + "/patient");
        await member.Browser.Press(picker, "main form", ("patient", "byron"));
        await member.Browser.Submit(path, ("decision", "allow"));

        var late = await member.Browser.Press(picker, "main form", ("patient", "ada"));

        late.Headers.Location!.ToString().ShouldBe(path);
        (await member.Browser.Get(path)).Headers.Location!.ToString().ShouldStartWith("/oauth/authorize?client_id=pill-box");
        (await host.Take(member, path)).ShouldBeOfType<ConsentAnswer.Allowed>().Grant.PatientId.ShouldBe("byron");
    }
}
