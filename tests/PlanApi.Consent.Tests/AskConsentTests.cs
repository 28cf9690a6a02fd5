using System.Net;
using PlanApi.Consent.Contracts;
using PlanApi.TestKit;

namespace PlanApi.Consent.Tests;

public sealed class AskConsentTests(ConsentHost host) : IClassFixture<ConsentHost>
{
    [Fact]
    public async Task The_page_says_who_asks_for_whose_data_and_what_in_plain_words()
    {
        var member = await host.Member();

        var page = await member.Browser.Open(await host.Ask(member));

        page.QuerySelector("main")!.TextContent.ShouldSatisfyAllConditions(
            text => text.ShouldContain("Pill <b>Box"),
            text => text.ShouldContain("Pills, Inc."),
            text => text.ShouldContain("Ada Lovelace"),
            text => text.ShouldContain("Insurance coverage"),
            text => text.ShouldContain("patient/Coverage.rs"));
        page.QuerySelectorAll("input[name=categories]").Length.ShouldBe(2);
        page.QuerySelector("input[name=duration][checked]")!.GetAttribute("value").ShouldBe("Year");
    }

    [Fact]
    public async Task The_question_is_asked_in_Spanish_of_whom_reads_Spanish()
    {
        var member = await host.Member();
        string[] names = ["Pill <b>Box", "Ada Lovelace", "Byron King", "Keeps track of medicines."];
        var asked = await host.Ask(member, "launch/patient offline_access patient/Patient.rs patient/Coverage.rs patient/Observation.rs?category=http://terminology.hl7.org/CodeSystem/observation-category|laboratory");

        await member.Browser.ShouldBeInSpanish(asked, names);
        await member.Browser.Submit(asked, ("decision", "allow"), ("categories", "coverage"));
        await host.Take(member, asked);
        await member.Browser.ShouldBeInSpanish(await host.Ask(member), names);
        await member.Browser.ShouldBeInSpanish($"{await host.Ask(member, "patient/Patient.rs", ConsentHost.Ada, ConsentHost.Byron)}/patient", names);
    }

    [Fact]
    public async Task What_stands_already_is_told_to_who_is_asked_again_and_to_nobody_else()
    {
        var member = await host.Member();
        var first = await host.Ask(member);
        (await member.Browser.Open(first)).QuerySelector("#before").ShouldBeNull();
        await member.Browser.Submit(first, ("decision", "allow"), ("categories", "coverage"));
        await host.Take(member, first);

        var told = (await member.Browser.Open(await host.Ask(member))).QuerySelector("#before")!.TextContent;
        var other = await host.Member();

        told.ShouldContain("Insurance coverage");
        told.ShouldNotContain("Personal details");
        told.ShouldContain($"until {host.Clock.GetUtcNow().AddYears(1):MMMM d, yyyy}");
        (await other.Browser.Open(await host.Ask(other))).QuerySelector("#before").ShouldBeNull();
    }

    [Fact]
    public async Task The_apps_own_pages_open_beside_the_question_and_learn_nothing_of_it()
    {
        var member = await host.Member();

        var links = (await member.Browser.Open(await host.Ask(member))).QuerySelectorAll("main ul a[target=_blank]");

        links.Select(l => (l.FirstChild!.TextContent, l.GetAttribute("href"))).ShouldBe([("Website", "https://pill.example/"), ("Privacy policy", "https://pill.example/privacy")]);
        links.ShouldAllBe(l => l.GetAttribute("rel") == "noopener noreferrer");
    }

    [Fact]
    public async Task An_app_that_names_no_policy_is_said_to_name_none()
    {
        var developer = await host.Vendor();

        var page = await developer.Browser.Open(await host.AskInSandbox(developer, ConsentHost.Ada));

        page.QuerySelector("main .warning")!.TextContent.ShouldBe("This app names no privacy policy, security policy or terms.");
        page.QuerySelector("main ul a[target=_blank]").ShouldBeNull();
    }

    [Fact]
    public async Task Allowing_gives_what_stayed_ticked_and_the_answer_counts_once()
    {
        var member = await host.Member();
        var path = await host.Ask(member);

        var response = await member.Browser.Submit(path, ("decision", "allow"), ("categories", "coverage"));

        (await response.Document()).QuerySelector("meta[http-equiv=refresh]")!.GetAttribute("content")!.ShouldContain("/oauth/authorize?client_id=pill-box&consent=");
        var grant = (await host.Take(member, path)).ShouldBeOfType<ConsentAnswer.Allowed>().Grant;
        grant.Scopes.ShouldBe(["launch/patient", "offline_access", "patient/Coverage.rs"]);
        grant.PatientId.ShouldBe("ada");
        grant.ExpiresAt!.Value.ShouldBe(host.Clock.GetUtcNow().AddYears(1), TimeSpan.FromMinutes(1));
        (await host.Take(member, path)).ShouldBeNull();
    }

    [Fact]
    public async Task Denying_is_an_answer_too()
    {
        var member = await host.Member();
        var path = await host.Ask(member);

        await member.Browser.Submit(path, ("decision", "deny"));

        (await host.Take(member, path)).ShouldBeOfType<ConsentAnswer.Denied>();
    }

    [Fact]
    public async Task With_every_kind_of_data_unticked_the_page_says_what_to_do_and_nothing_is_given()
    {
        var member = await host.Member();
        var path = await host.Ask(member);

        var response = await member.Browser.Press(await Unticked(member, path), "main form", ("decision", "allow"));

        response.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await response.Document()).ErrorOf("categories").ShouldBe("Leave at least one kind of data ticked, or choose Deny");
        (await host.Take(member, path)).ShouldBeNull();
    }

    [Fact]
    public async Task A_duration_that_is_not_offered_is_refused()
    {
        var member = await host.Member();
        var path = await host.Ask(member);

        var response = await member.Browser.Submit(path, ("decision", "allow"), ("duration", "99"));

        response.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await host.Take(member, path)).ShouldBeNull();
    }

    [Fact]
    public async Task Once_means_an_hour_and_no_access_while_away()
    {
        var grant = await host.Allow(await host.Member(), "offline_access patient/Patient.rs", ("duration", "Once"));

        grant.Offline.ShouldBeFalse();
        grant.Scopes.ShouldBe(["patient/Patient.rs"]);
        grant.ExpiresAt!.Value.ShouldBe(host.Clock.GetUtcNow().AddHours(1), TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task Until_revoked_has_no_end() =>
        (await host.Allow(await host.Member(), "patient/Patient.rs", ("duration", "UntilRevoked"))).ExpiresAt.ShouldBeNull();

    [Fact]
    public async Task An_answer_counts_for_its_own_app_request_and_environment_only()
    {
        var member = await host.Member();
        var path = await host.Ask(member);
        await member.Browser.Submit(path, ("decision", "allow"));

        (await host.Take(member, path, client: "another")).ShouldBeNull();
        (await host.Take(member, path, hash: "another")).ShouldBeNull();
        (await host.Take(member, path, sandbox: true)).ShouldBeNull();
        (await host.Take(await host.Member(), path)).ShouldBeNull();
        (await host.Take(member, path)).ShouldBeOfType<ConsentAnswer.Allowed>();
    }

    [Fact]
    public async Task Another_persons_request_is_not_there()
    {
        var path = await host.Ask(await host.Member());
        var other = await host.Member();

        (await other.Browser.Get(path)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await other.Browser.Get(path + "/patient")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        var vendor = await host.Vendor();
        (await vendor.Browser.Get("/sandbox" + path)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Nobody_signed_in_is_sent_to_sign_in() =>
        (await host.Browser().Get(await host.Ask(await host.Member()))).Headers.Location!.ToString().ShouldStartWith("/member/sign-in?returnUrl=");

    [Theory, InlineData(null), InlineData("UTF-8")]
    public async Task A_post_without_the_antiforgery_token_changes_nothing(string? charset)
    {
        var member = await host.Member();
        var path = await host.Ask(member);
        using var bare = new FormUrlEncodedContent([new("decision", "allow"), new("categories", "person"), new("duration", "Year")]);
        bare.Headers.ContentType!.CharSet = charset;

        (await member.Browser.Client.PostAsync(path, bare)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await host.Take(member, path)).ShouldBeNull();
    }

    [Fact]
    public async Task A_second_press_goes_on_like_the_first_and_cannot_turn_the_answer()
    {
        var member = await host.Member();
        var path = await host.Ask(member);
        var page = await member.Browser.Open(path);

        await member.Browser.Press(page, "main form", ("decision", "deny"));
        var second = await member.Browser.Press(page, "main form", ("decision", "allow"));

        second.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await host.Take(member, path)).ShouldBeOfType<ConsentAnswer.Denied>();
    }

    [Fact]
    public async Task Allowing_counts_for_the_person_that_the_page_named_even_when_another_window_picked_someone_else()
    {
        var member = await host.Member();
        var path = await host.Ask(member, "patient/Patient.rs", ConsentHost.Ada, ConsentHost.Byron);
        await member.Browser.Submit(path + "/patient", ("patient", "ada"));
        var pageAboutAda = await member.Browser.Open(path);
        await member.Browser.Submit(path + "/patient", ("patient", "byron"));

        var response = await member.Browser.Press(pageAboutAda, "main form", ("decision", "allow"));

        response.Headers.Location!.ToString().ShouldBe(path);
        (await host.Take(member, path)).ShouldBeNull();
    }

    private static async Task<AngleSharp.Html.Dom.IHtmlDocument> Unticked(Person person, string path)
    {
        var page = await person.Browser.Open(path);
        foreach (var box in page.QuerySelectorAll("input[name=categories]").OfType<AngleSharp.Html.Dom.IHtmlInputElement>())
        {
            box.IsChecked = false;
        }

        return page;
    }
}

/// <summary>Time moves on here, so these have a host of their own.</summary>
public sealed class ConsentLifetimeTests(ConsentHost host) : IClassFixture<ConsentHost>
{
    [Fact]
    public async Task After_ten_minutes_neither_the_question_nor_the_answer_counts()
    {
        var member = await host.Member();
        var open = await host.Ask(member);
        var answered = await host.Ask(member);
        await member.Browser.Submit(answered, ("decision", "allow"));

        host.Clock.Advance(TimeSpan.FromMinutes(11));

        (await member.Browser.Get(open)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await host.Take(member, answered)).ShouldBeNull();
    }
}
