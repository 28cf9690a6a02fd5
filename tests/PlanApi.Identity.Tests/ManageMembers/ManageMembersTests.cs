using System.Net;
using AngleSharp.Html.Dom;
using PlanApi.Identity.Contracts;
using PlanApi.TestKit;

namespace PlanApi.Identity.Tests.ManageMembers;

/// <summary>Staff serve a member who calls, and all of it is kept.</summary>
public sealed class ManageMembersTests(MembersHost host) : IClassFixture<MembersHost>
{
    private const string Search = "/review/members";
    private const string Why = "The member called and asked for it.";

    [Fact]
    public async Task A_member_is_found_by_the_whole_number_alone_and_the_look_is_kept()
    {
        var (number, member) = host.NewMember();
        var staff = await host.Reviewer();

        foreach (var other in new[] { "", number[..^1], number + "0", "Jerome" })
        {
            (await (await staff.Browser.Submit(Search, ("number", other))).Document()).ErrorOf("number").ShouldNotBeNull(other);
        }

        var found = await staff.Browser.Submit(Search, ("number", $" {number} "));
        var page = await staff.Browser.Open(found.Headers.Location!.OriginalString);

        page.QuerySelector("h1")!.TextContent.ShouldBe(member.DisplayName);
        page.QuerySelector("main")!.TextContent.ShouldContain("The member has no account");
        page.QuerySelector("main")!.TextContent.ShouldNotContain("1984");
        Entries(page).ShouldHaveSingleItem().ShouldBe($"{staff.Name}|Looked at this page by the member number|");
        (await staff.Browser.Get($"{Search}/patient-unknown")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        var colleague = await host.Reviewer();
        (await colleague.Browser.Get($"{Search}/{member.PatientId}")).StatusCode.ShouldBe(HttpStatusCode.NotFound, "who has not found the member");
        host.Clock.Advance(TimeSpan.FromHours(13));
        (await staff.Browser.Submit(SignInPaths.Staff, ("email", staff.Email), ("password", Person.Password))).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        (await staff.Browser.Get($"{Search}/{member.PatientId}")).StatusCode.ShouldBe(HttpStatusCode.OK);
        host.Clock.Advance(TimeSpan.FromHours(11.5));
        (await staff.Browser.Get($"{Search}/{member.PatientId}")).StatusCode.ShouldBe(HttpStatusCode.NotFound, "a day later");
    }

    [Theory]
    [InlineData(Realm.Vendor)]
    [InlineData(Realm.Member)]
    public async Task Nobody_else_opens_these_pages(Realm realm)
    {
        var (_, member) = host.NewMember();
        var person = realm == Realm.Vendor ? await host.Vendor() : await host.Member();

        foreach (var path in new[] { Search, $"{Search}/{member.PatientId}", $"{Search}/{member.PatientId}/add-link", $"{Search}/{member.PatientId}/end-account", $"{Search}/{member.PatientId}/post-code" })
        {
            (await person.Browser.Get(path)).Headers.Location!.OriginalString.ShouldStartWith("/review/sign-in");
        }
    }

    [Fact]
    public async Task A_reason_is_asked_for_and_kept_with_name_and_time()
    {
        var (number, patient, member) = await host.Activated();
        var grant = host.Connect(member.AccountId, patient, "Pill Box");
        var staff = await Finder(number);
        var path = $"{Search}/{patient}/revoke/{grant}";

        (await (await staff.Browser.Submit(path, ("reason", " "))).Document()).ErrorOf("reason").ShouldStartWith("Say why");
        var before = await staff.Browser.Open($"{Search}/{patient}");
        Entries(before).ShouldHaveSingleItem();
        before.QuerySelectorAll("[aria-labelledby=apps] td").Select(c => c.TextContent).ShouldContain("Until it is revoked");
        var page = await Do(staff, path);

        page.QuerySelector("[role=status]")!.TextContent.ShouldBe("Done. Revoked access.");
        page.QuerySelector("main")!.TextContent.ShouldContain("No app may read this record.");
        Entries(page)[0].ShouldBe($"{staff.Name}|Revoked access: Pill Box|{Why}");
        (await host.Mailbox.Expect(member.Email, "Access of Pill Box was revoked")).LinkPath.ShouldBe("/member");
    }

    [Fact]
    public async Task The_second_of_two_is_told_that_it_was_done()
    {
        var (number, patient, member) = await host.Activated();
        var grant = host.Connect(member.AccountId, patient, "Pill Box");
        var (staff, other) = (await Finder(number), await Finder(number));
        var open = await other.Browser.Open($"{Search}/{patient}/revoke/{grant}");
        await Do(staff, $"{Search}/{patient}/revoke/{grant}");

        var late = await other.Browser.Press(open, "main form", ("reason", Why));

        (await (await other.Browser.Follow(late)).Document()).QuerySelector("[role=status]")!.TextContent.ShouldStartWith("Nothing was changed");
        (await other.Browser.Get($"{Search}/{patient}/revoke/{grant}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_locked_account_is_unlocked_and_a_reset_link_is_sent()
    {
        var (number, patient, member) = await host.Activated();
        var staff = await Finder(number);
        (await staff.Browser.Get($"{Search}/{patient}/unlock")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        foreach (var _ in Enumerable.Range(0, 6))
        {
            await host.Browser().SignIn(Realm.Member, member.Email, TestAccounts.WrongPassword);
        }

        (await host.Browser().SignIn(Realm.Member, member.Email, Person.Password)).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await staff.Browser.Open($"{Search}/{patient}")).QuerySelector("main")!.TextContent.ShouldContain("Locked after wrong tries");
        await Do(staff, $"{Search}/{patient}/unlock");
        (await host.Browser().SignIn(Realm.Member, member.Email, Person.Password)).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        await Do(staff, $"{Search}/{patient}/send-reset-link");
        await host.Mailbox.Expect(member.Email, "Reset your password");
    }

    [Fact]
    public async Task An_account_is_ended_and_the_record_stays()
    {
        var (number, patient, member) = await host.Activated();
        var staff = await Finder(number);

        var page = await Do(staff, $"{Search}/{patient}/end-account");

        page.QuerySelector("main")!.TextContent.ShouldContain("The member has no account");
        (await member.Browser.Opens(Realm.Member)).ShouldBeFalse();
        await host.Mailbox.Expect(member.Email, "Your account is deleted");
        (await staff.Browser.Get($"{Search}/{patient}/end-account")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Whom_a_member_may_act_for_is_entered_and_ended()
    {
        var (number, patient, member) = await host.Activated("Mara Quintero");
        var (childNumber, child) = host.NewMember("Leo Quintero");
        var staff = await Finder(number);
        var path = $"{Search}/{patient}/add-link";
        async Task<string?> Error(string field, params (string, string)[] answers) => (await (await staff.Browser.Submit(path, answers)).Document()).ErrorOf(field);

        (await Error("number", ("number", "none"), ("relationship", "parent"), ("reason", Why))).ShouldNotBeNull();
        (await Error("relationship", ("number", childNumber), ("relationship", "emperor"), ("reason", Why))).ShouldNotBeNull();
        (await Error("until", ("number", childNumber), ("relationship", "parent"), ("until", "2001-01-01"), ("reason", Why))).ShouldNotBeNull();
        (await Error("reason", ("number", childNumber), ("relationship", "parent"))).ShouldNotBeNull();
        var added = await staff.Browser.Submit(path, ("number", childNumber), ("relationship", "parent"), ("until", "2040-05-01"), ("reason", Why));
        var page = await (await staff.Browser.Follow(added)).Document();

        (await host.Links.Of(member.AccountId, default)).ShouldContain(new PatientLink(child.PatientId, "parent", new(2040, 5, 1), "staff"));
        await host.Mailbox.Expect(member.Email, "You may act for somebody else");
        await staff.Browser.Submit(Search, ("number", childNumber));
        page.QuerySelector("section[aria-labelledby=acts-for]")!.TextContent.ShouldContain("Leo Quintero");
        var ofChild = await staff.Browser.Open($"{Search}/{child.PatientId}");
        ofChild.QuerySelector("section[aria-labelledby=represented] li")!.TextContent.ShouldContain(member.Name);
        await Do(staff, ofChild.QuerySelector("section[aria-labelledby=represented] a")!.GetAttribute("href")!);
        (await host.Links.Of(member.AccountId, default)).ShouldNotContain(l => l.PatientId == child.PatientId);
        await host.Mailbox.Expect(member.Email, "You no longer act for somebody");
    }

    [Fact]
    public async Task What_is_of_another_member_cannot_be_reached_through_this_one()
    {
        var (number, patient, _) = await host.Activated();
        var (_, otherPatient, other) = await host.Activated();
        var grant = host.Connect(other.AccountId, otherPatient, "Pill Box");
        var staff = await Finder(number);

        foreach (var deed in new[] { $"revoke/{grant}", $"end-link/{other.AccountId}.{otherPatient}", $"end-account/{other.AccountId}", "revoke", "add-link/x", "nothing", "looked-up" })
        {
            (await staff.Browser.Get($"{Search}/{patient}/{deed}")).StatusCode.ShouldBe(HttpStatusCode.NotFound, deed);
        }
    }

    /// <summary>A member of staff who has found the member.</summary>
    private async Task<Person> Finder(string number)
    {
        var staff = await host.Reviewer();
        (await staff.Browser.Submit(Search, ("number", number))).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        return staff;
    }

    private static async Task<IHtmlDocument> Do(Person staff, string path)
    {
        var done = await staff.Browser.Submit(path, ("reason", Why));
        done.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        return await (await staff.Browser.Follow(done)).Document();
    }

    private static List<string> Entries(IHtmlDocument page) =>
        [.. page.QuerySelectorAll("div[aria-labelledby=entries] tbody tr").Select(r => string.Join('|', r.QuerySelectorAll("td").Skip(1).Select(d => d.TextContent.Trim())))];
}
