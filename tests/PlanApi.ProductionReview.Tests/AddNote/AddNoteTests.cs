using System.Net;
using PlanApi.AppRegistry.Contracts;
using PlanApi.ProductionReview.Contracts;
using PlanApi.TestKit;

namespace PlanApi.ProductionReview.Tests.AddNote;

public sealed class AddNoteTests(ReviewHost host) : IClassFixture<ReviewHost>
{
    private const string Text = "Their privacy page\nnames another company <b>";

    [Fact]
    public async Task A_note_is_kept_with_who_and_when_for_all_staff_and_for_the_next_request_and_never_shown_to_the_vendor()
    {
        var (vendor, reviewer, other, name) = (await host.Vendor(), await host.Reviewer(), await host.Reviewer(), host.NewName());
        var id = await vendor.Register(AppForm.Valid(name));
        await vendor.SendRequest(id);
        var page = await reviewer.OpenRequest(name);

        var added = await reviewer.Browser.Press(page, "#note-form", ("note", $"  {Text} "));

        added.Headers.Location!.ToString().ShouldBe($"{page.Location.PathName}#notes");
        var note = (await other.Browser.Open(page.Location.PathName)).QuerySelector("#notes ~ ul li")!;
        note.QuerySelector("strong")!.TextContent.ShouldBe(reviewer.Name);
        note.QuerySelector("time").ShouldNotBeNull();
        note.QuerySelector("p")!.TextContent.ShouldBe(Text);

        await reviewer.Reject(name, "Name your company");
        await reviewer.Browser.Press(await reviewer.Browser.Open(page.Location.PathName), "#note-form", ("note", "Decided by the book"));
        await vendor.Edit(id, ("description", "Ours, truly"));
        await vendor.SendRequest(id);
        (await other.OpenRequest(name)).QuerySelectorAll("#notes ~ ul li p").Select(p => p.TextContent).ShouldBe(["Decided by the book", Text]);
        foreach (var path in new[] { AppRegistryPaths.List, AppRegistryPaths.App(id), ProductionReviewPaths.Request(id) })
        {
            var seen = (await vendor.Browser.Open(path)).DocumentElement.TextContent;
            seen.ShouldNotContain("names another company");
            seen.ShouldNotContain("by the book");
        }

        (await host.Mailbox.Expect(vendor.Email, "was turned down")).Html.ShouldNotContain("another company");
    }

    [Theory]
    [InlineData("", "Write the note")]
    [InlineData(" \n", "Write the note")]
    [InlineData("a\u202eb", "Use plain text, without hidden characters")]
    public async Task A_note_that_says_nothing_or_hides_something_is_not_kept_and_stays_typed(string text, string message)
    {
        var (vendor, reviewer, name) = (await host.Vendor(), await host.Reviewer(), host.NewName());
        await vendor.SendRequest(await vendor.Register(AppForm.Valid(name)));

        var response = await reviewer.Browser.Press(await reviewer.OpenRequest(name), "#note-form", ("note", text));

        response.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var page = await response.Document();
        page.ErrorOf("note").ShouldBe(message);
        page.QuerySelector("#notes ~ ul").ShouldBeNull();
        page.QuerySelector("#note")!.TextContent.Trim().ShouldBe(text.Trim());
    }

    [Fact]
    public async Task A_note_on_nothing_is_not_found()
    {
        var (vendor, reviewer, name) = (await host.Vendor(), await host.Reviewer(), host.NewName());
        await vendor.SendRequest(await vendor.Register(AppForm.Valid(name)));
        var page = await reviewer.OpenRequest(name);
        page.QuerySelector("#note-form")!.SetAttribute("action", "/review/requests/nothing/notes");

        (await reviewer.Browser.Press(page, "#note-form", ("note", "Lost"))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }
}
