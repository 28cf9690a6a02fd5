using System.Net;
using PlanApi.AppRegistry.Contracts;
using PlanApi.ProductionReview.Contracts;
using PlanApi.TestKit;

namespace PlanApi.ProductionReview.Tests.ReviewRequest;

public sealed class DecideTests(ReviewHost host) : IClassFixture<ReviewHost>
{
    private async Task<(Person Vendor, Person Reviewer, string AppId, string Name)> Waiting()
    {
        var (vendor, reviewer, name) = (await host.Vendor(), await host.Reviewer(), host.NewName());
        var id = await vendor.Register(AppForm.Valid(name));
        await vendor.SendRequest(id);
        return (vendor, reviewer, id, name);
    }

    /// <summary>Waits until the vendor's save has reached the request.</summary>
    private static Task Followed(Person reviewer, string path, string text) => Eventually.Holds(
        async () => (await reviewer.Browser.Open(path)).DocumentElement.TextContent.Contains(text, StringComparison.Ordinal), $"the request to say '{text}'");

    [Fact]
    public async Task The_page_shows_details_links_scopes_and_who_enrolled()
    {
        var (vendor, reviewer, _, name) = await Waiting();

        var page = await reviewer.OpenRequest(name);

        page.QuerySelectorAll("td a").Select(a => a.GetAttribute("href")).ShouldContain("https://pillbox.example/privacy");
        page.QuerySelectorAll("td a").ShouldAllBe(a => a.GetAttribute("rel") == "noopener noreferrer");
        page.DocumentElement.TextContent.ShouldContain("patient/Coverage.read: Health plans and dates of coverage");
        page.DocumentElement.TextContent.ShouldContain($"{vendor.Name}, {vendor.Email}");
    }

    [Fact]
    public async Task An_app_that_is_live_is_compared_field_by_field()
    {
        var name = host.NewName();
        var (vendor, app) = await host.ApprovedApp(AppForm.Valid(name));
        await vendor.Edit(app.AppId, ("description", "Other words"), ("scopes", "patient/Coverage.read"));
        await vendor.SendRequest(app.AppId);

        var page = await (await host.Reviewer()).OpenRequest(name);

        page.QuerySelectorAll("tr.changed").Select(r => string.Join('|', r.Children.Select(c => c.TextContent.Trim()))).ShouldBe(
        [
            "Description Changed|Keeps track of medicines.\n\nFor everyone.|Other words",
            "Scopes Changed|openid: Confirm that it is you who signed in\npatient/Coverage.read: Health plans and dates of coverage|patient/Coverage.read: Health plans and dates of coverage",
        ]);
        // The checks before it have a table of their own when they have run.
        page.QuerySelector("tr.changed")!.Closest("table")!.QuerySelectorAll("thead th").Select(h => h.TextContent).ShouldBe(["Detail", "Live now", "Asked"]);
        page.QuerySelector("#earlier")!.ParentElement!.TextContent.ShouldContain("Approved");
    }

    [Fact]
    public async Task A_request_that_changed_after_the_look_is_not_decided_and_the_change_is_shown()
    {
        var (vendor, reviewer, id, name) = await Waiting();
        var look = await reviewer.OpenRequest(name);
        await vendor.Edit(id, ("description", "Sells your data"));
        await Followed(reviewer, look.Location.PathName, "Sells your data");

        var response = await reviewer.Browser.Press(look, "#approve-form");

        response.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var page = await response.Document();
        page.QuerySelector("caption")!.TextContent.ShouldBe("What the vendor changed since you opened the page");
        page.QuerySelector("tr.changed")!.TextContent.ShouldContain("Sells your data");
        (await host.Browser().Open(ProductionReviewPaths.Gallery)).QuerySelectorAll(".card h2").ShouldNotContain(h => h.TextContent == name);
        (await reviewer.Browser.Press(page, "#approve-form")).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
    }

    [Fact]
    public async Task A_rejection_on_an_older_look_keeps_the_typed_reason()
    {
        var (vendor, reviewer, id, name) = await Waiting();
        var look = await reviewer.OpenRequest(name);
        await vendor.Edit(id, ("description", "Mended"));
        await Followed(reviewer, look.Location.PathName, "Mended");

        var response = await reviewer.Browser.Press(look, "#reject-form", ("criterion", "facts-missing"), ("reason", "No description"));

        response.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var page = await response.Document();
        page.QuerySelector("#reason")!.TextContent.ShouldBe("No description");
        page.QuerySelector("input[name='criterion'][checked]")!.GetAttribute("value").ShouldBe("facts-missing");
    }

    [Fact]
    public async Task A_save_that_production_does_not_see_leaves_the_look_good()
    {
        var (vendor, reviewer, id, name) = await Waiting();
        var look = await reviewer.OpenRequest(name);
        await vendor.Edit(id, ("redirectUrls", "https://pillbox.example/callback\nhttp://localhost:9999/"));
        await Followed(reviewer, look.Location.PathName, "revision 2");

        (await reviewer.Browser.Press(look, "#approve-form")).StatusCode.ShouldBe(HttpStatusCode.SeeOther);

        (await vendor.Browser.Open(AppRegistryPaths.App(id))).QuerySelector(".status")!.TextContent.ShouldBe("Approved");
    }

    [Fact]
    public async Task Of_two_reviewers_at_once_one_decides_and_the_other_is_told()
    {
        var (vendor, one, id, name) = await Waiting();
        var other = await host.Reviewer();
        var (look, otherLook) = (await one.OpenRequest(name), await other.OpenRequest(name));

        var answers = await Task.WhenAll(
            one.Browser.Press(look, "#approve-form"),
            other.Browser.Press(otherLook, "#reject-form", ("criterion", "security-risk"), ("reason", "I would not")));

        answers.Count(a => a.StatusCode == HttpStatusCode.SeeOther).ShouldBe(1);
        var told = answers.Single(a => a.StatusCode == HttpStatusCode.UnprocessableEntity);
        var page = await told.Document();
        page.QuerySelector(".error-summary")!.TextContent.ShouldContain("decided this request before you");
        page.QuerySelectorAll("#approve-form, #reject-form").ShouldBeEmpty();
        var approved = answers[0].StatusCode == HttpStatusCode.SeeOther;
        (await vendor.Browser.Open(AppRegistryPaths.App(id))).QuerySelector(".status")!.TextContent.ShouldBe(approved ? "Approved" : "Rejected");
    }

    [Fact]
    public async Task A_second_press_decides_nothing_twice()
    {
        var (vendor, reviewer, _, name) = await Waiting();
        var look = await reviewer.OpenRequest(name);

        var presses = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => reviewer.Browser.Press(look, "#approve-form")));

        presses.ShouldAllBe(p => p.StatusCode == HttpStatusCode.SeeOther);
        await host.Mailbox.Expect(vendor.Email, "is approved");
        (await host.Mailbox.To(vendor.Email)).Count(m => m.Subject.Contains("is approved", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact]
    public async Task A_withdrawn_request_cannot_be_decided()
    {
        var (vendor, reviewer, id, name) = await Waiting();
        var look = await reviewer.OpenRequest(name);
        await vendor.Browser.Press(await vendor.Browser.Open(ProductionReviewPaths.Request(id)), "#withdraw-form");

        var response = await reviewer.Browser.Press(look, "#approve-form");

        response.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await response.Document()).QuerySelector(".error-summary")!.TextContent.ShouldContain("The vendor withdrew this request");
    }

    [Fact]
    public async Task A_request_that_lost_what_production_needs_can_be_turned_down_but_not_approved()
    {
        var (vendor, reviewer, id, name) = await Waiting();
        var path = (await reviewer.OpenRequest(name)).Location.PathName;
        await vendor.Edit(id, ("redirectUrls", "http://localhost/"));
        await Followed(reviewer, path, "It cannot be approved yet");

        var page = await reviewer.Browser.Open(path);

        (await reviewer.Browser.Press(page, "#approve-form")).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        await reviewer.Reject(name, "No redirect is left");
    }

    [Theory]
    [InlineData("criterion", "", "Choose the criterion that it stands on")]
    [InlineData("criterion", "I do not like it", "Choose the criterion that it stands on")]
    [InlineData("reason", "", "Give the reason: it reaches the vendor")]
    [InlineData("reason", " \n ", "Give the reason: it reaches the vendor")]
    [InlineData("reason", "a\u202eb", "Use plain text, without hidden characters")]
    public async Task A_rejection_needs_a_published_criterion_and_a_reason(string field, string value, string message)
    {
        var (vendor, reviewer, id, name) = await Waiting();
        (string, string)[] good = [("criterion", "facts-missing"), ("reason", "Because")];

        var response = await reviewer.Browser.Press(await reviewer.OpenRequest(name), "#reject-form", good.With((field, value)));

        response.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await response.Document()).ErrorOf(field).ShouldBe(message);
        (await vendor.Browser.Open(AppRegistryPaths.App(id))).QuerySelector(".status")!.TextContent.ShouldBe("In review");
    }

    [Fact]
    public async Task A_reason_has_a_longest_length_and_script_in_it_is_shown_as_text()
    {
        var (vendor, reviewer, id, name) = await Waiting();
        var look = await reviewer.OpenRequest(name);

        var tooLong = await reviewer.Browser.Press(look, "#reject-form", ("criterion", "facts-missing"), ("reason", new string('x', 2001)));
        (await tooLong.Document()).ErrorOf("reason").ShouldBe("Use at most 2000 characters");

        await reviewer.Reject(name, "<script>alert(1)</script>");
        var page = await vendor.Browser.Open(AppRegistryPaths.App(id));
        page.QuerySelectorAll("script").ShouldBeEmpty();
        page.QuerySelector(".warning .typed")!.TextContent.ShouldBe("<script>alert(1)</script>");
        (await host.Mailbox.Expect(vendor.Email, "was turned down")).Html.ShouldContain("&lt;script&gt;");
    }

    [Fact]
    public async Task An_unknown_request_is_not_found()
    {
        var reviewer = await host.Reviewer();
        var (_, _, _, name) = await Waiting();
        var page = await reviewer.OpenRequest(name);
        page.QuerySelector("#approve-form")!.SetAttribute("action", "/review/requests/nobody/approve");

        (await reviewer.Browser.Get("/review/requests/nobody")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await reviewer.Browser.Press(page, "#approve-form")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("/review/requests")]
    [InlineData("/review/apps")]
    [InlineData("/review/requests/some-id")]
    public async Task Vendors_and_members_are_sent_to_the_staff_sign_in(string path)
    {
        foreach (var person in new[] { await host.Vendor(), await host.Member() })
        {
            (await person.Browser.Get(path)).Headers.Location!.OriginalString.ShouldStartWith("/review/sign-in");
        }
    }

    [Theory]
    [InlineData("approve", "application/x-www-form-urlencoded")]
    [InlineData("approve", "application/x-www-form-urlencoded;charset=UTF-8")]
    [InlineData("reject", "application/x-www-form-urlencoded;charset=UTF-8")]
    public async Task A_decision_without_the_antiforgery_token_is_refused(string decision, string contentType)
    {
        var (vendor, reviewer, id, name) = await Waiting();
        var look = await reviewer.OpenRequest(name);
        var content = new FormUrlEncodedContent([new("revision", "1"), new("criterion", "facts-missing"), new("reason", "Because")]);
        content.Headers.ContentType = System.Net.Http.Headers.MediaTypeHeaderValue.Parse(contentType);

        (await reviewer.Browser.Client.PostAsync($"{look.Location.PathName}/{decision}", content)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);

        (await vendor.Browser.Open(AppRegistryPaths.App(id))).QuerySelector(".status")!.TextContent.ShouldBe("In review");
    }

    [Fact]
    public async Task Another_vendors_live_app_of_the_same_name_is_pointed_out()
    {
        var name = host.NewName();
        await host.ApprovedApp(AppForm.Valid(name).With(("organizationName", "First Ltd.")));
        var imitator = await host.Vendor();
        await imitator.SendRequest(await imitator.Register(AppForm.Valid(name.ToUpperInvariant())));

        var page = await (await host.Reviewer()).OpenRequest(name.ToUpperInvariant());

        page.QuerySelector("#same-name li")!.TextContent.ShouldBe($"{name} of First Ltd.");
    }
}
