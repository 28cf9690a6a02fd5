using System.Net;
using System.Text.RegularExpressions;
using MongoDB.Bson;
using MongoDB.Driver;
using PlanApi.Identity.Contracts;
using PlanApi.Identity.Tests.ManageMembers;
using PlanApi.PatientAccess.Contracts;
using PlanApi.TestKit;

namespace PlanApi.Identity.Tests.ActivateMember;

/// <summary>A member whose e-mail address the plan does not know makes an account with a letter from the staff.</summary>
public sealed class LetterTests(MembersHost host) : IClassFixture<MembersHost>
{
    private const string Password = "nine new umbrellas";
    private const string Letter = "/member/enroll/letter";
    private static int _addresses;

    [Fact]
    public async Task With_the_letters_code_and_an_address_that_is_proved_a_member_makes_an_account()
    {
        var (number, member) = host.NewMember();
        var (staff, code, letter) = await Posted(number, member);
        letter.ShouldContain(member.DisplayName);
        letter.ShouldContain("12 Elm Court");
        letter.ShouldContain($"Albany, NY {MembersHost.PostalCode}");
        var (browser, address) = (host.Browser(), NewAddress());

        var page = await Use(browser, number, member, code.ToLowerInvariant().Replace('-', ' '), address);
        var done = await browser.Submit(page, ("code", await MailedCode(address)), ("password", Password), ("repeat", Password));

        (done.StatusCode, done.Headers.Location!.ToString()).ShouldBe((HttpStatusCode.SeeOther, "/member"));
        (await host.Browser().SignIn(Realm.Member, address, Password)).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        var shown = await staff.Browser.Open($"/review/members/{member.PatientId}");
        shown.QuerySelector("main")!.TextContent.ShouldContain("Made a letter with an activation code");
        shown.QuerySelector("main")!.TextContent.ShouldContain(address);
        shown.QuerySelector("a[href$='/post-code']").ShouldBeNull();
        (await EverythingStored()).ShouldNotContain(code.Replace("-", "", StringComparison.Ordinal), Case.Insensitive);
    }

    [Fact]
    public async Task What_does_not_fit_reads_the_same_and_no_mail_goes_out()
    {
        var (number, member) = host.NewMember();
        var (_, older, _) = await Posted(number, member);
        var (_, code, _) = await Posted(number, member);
        var (otherNumber, other) = host.NewMember();
        var (_, othersCode, _) = await Posted(otherNumber, other);
        var (unposted, noLetter) = host.NewMember();
        var address = NewAddress();
        (string Number, MatchedMember Member, string Code)[] tried =
            [(number, member, older), (number, member, othersCode), (number, member, "ABCD-EFGH-JKMN"), (unposted, noLetter, code), ("M-none", member, code), (otherNumber, other, othersCode)];

        var pages = new List<string>();
        foreach (var (asNumber, asMember, with) in tried)
        {
            var browser = host.Browser();
            var path = await Use(browser, asNumber, asMember, with, asMember == other ? NewAddress() : address);
            pages.Add((await (await browser.Get(path)).Content.ReadAsStringAsync()).Replace(path, "", StringComparison.Ordinal).Replace(Uri.EscapeDataString(path), "", StringComparison.Ordinal));
        }

        await AllLookedFor();
        pages.Select(p => Regex.Replace(p, "value=\"[^\"]{40,}\"", "", RegexOptions.None, TimeSpan.FromSeconds(1))).Distinct().ShouldHaveSingleItem();
        (await host.Mailbox.To(address)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_letter_is_good_for_three_weeks()
    {
        await using var own = new MembersHost();
        var late = new LetterTests(own);
        var (number, member) = own.NewMember();
        var (_, code, _) = await late.Posted(number, member);
        own.Clock.Advance(TimeSpan.FromDays(20.9));
        var intime = NewAddress();
        await Use(own.Browser(), number, member, code, intime);
        await late.MailedCode(intime);
        own.Clock.Advance(TimeSpan.FromDays(0.2));

        var address = NewAddress();
        await Use(own.Browser(), number, member, code, address);

        await late.AllLookedFor();
        (await own.Mailbox.To(address)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Of_two_who_use_one_letter_at_once_one_makes_an_account()
    {
        var (number, member) = host.NewMember();
        var (_, code, _) = await Posted(number, member);
        var holders = new List<(Browser Browser, string Page, string Code)>();
        for (var n = 0; n < 2; n++)
        {
            var (browser, address) = (host.Browser(), NewAddress());
            var page = await Use(browser, number, member, code, address);
            holders.Add((browser, page, await MailedCode(address)));
        }

        var done = await Task.WhenAll(holders.Select(h => h.Browser.Submit(h.Page, ("code", h.Code), ("password", Password), ("repeat", Password))));

        done.Select(d => d.StatusCode).ShouldBe([HttpStatusCode.SeeOther, HttpStatusCode.Conflict], ignoreOrder: true);
        (await host.Database.GetCollection<BsonDocument>("identity.accounts").CountDocumentsAsync(new BsonDocument("links.patientId", member.PatientId))).ShouldBe(1);
    }

    [Fact]
    public async Task Pressing_the_button_twice_signs_in()
    {
        var (number, member) = host.NewMember();
        var (_, code, _) = await Posted(number, member);
        var (browser, address) = (host.Browser(), NewAddress());
        var form = await browser.Open(await Use(browser, number, member, code, address));
        var mailed = await MailedCode(address);

        for (var press = 0; press < 2; press++)
        {
            (await browser.Press(form, "main form", ("code", mailed), ("password", Password), ("repeat", Password))).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        }
    }

    [Fact]
    public async Task There_is_no_letter_for_who_has_an_account_or_is_not_of_age()
    {
        var (number, patient, _) = await host.Activated();
        var (childsNumber, child) = host.NewMember(born: new(host.Clock.GetUtcNow().Year - 5, 1, 1));
        foreach (var (asked, id) in new[] { (number, patient), (childsNumber, child.PatientId) })
        {
            var staff = await host.Reviewer();
            await staff.Browser.Submit("/review/members", ("number", asked));
            var page = await staff.Browser.Open($"/review/members/{id}");

            page.QuerySelector("a[href$='/post-code']").ShouldBeNull();
            (await staff.Browser.Get($"/review/members/{id}/post-code")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
            page.QuerySelector("form")!.SetAttribute("action", $"/review/members/{id}/post-code");
            var forced = await staff.Browser.Press(page, "form");
            forced.Headers.Location!.OriginalString.ShouldEndWith("?done=nothing");
        }

        (await host.Database.GetCollection<BsonDocument>("identity.letters").CountDocumentsAsync(new BsonDocument("_id", new BsonDocument("$in", new BsonArray { patient, child.PatientId })))).ShouldBe(0);
    }

    [Fact]
    public async Task A_letter_needs_a_reason()
    {
        var (number, member) = host.NewMember();
        var staff = await host.Reviewer();
        await staff.Browser.Submit("/review/members", ("number", number));

        var refused = await staff.Browser.Submit($"/review/members/{member.PatientId}/post-code", ("reason", " "));

        refused.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await refused.Document()).ErrorOf("reason").ShouldNotBeNull();
    }

    [Theory]
    [InlineData("letter", " ")]
    [InlineData("email", "nobody")]
    [InlineData("postalCode", "1220")]
    public async Task A_wrong_answer_is_told_beside_its_field_and_what_was_typed_stays(string field, string typed)
    {
        var response = await host.Browser().Submit(Letter, new (string Field, string Value)[]
        {
            ("memberNumber", "M-1"), ("birthDate", "1984-09-30"), ("postalCode", "12207"), ("letter", "ABCD-EFGH-JKMN"), ("email", "me@members.example"),
        }.With((field, typed)));

        response.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var page = await response.Document();
        page.ErrorOf(field).ShouldNotBeNull();
        page.QuerySelector("#memberNumber")!.GetAttribute("value").ShouldBe("M-1");
    }

    [Fact]
    public Task The_page_is_in_Spanish_too() => host.Browser().ShouldBeInSpanish(Letter);

    private static string NewAddress() => $"reader{Interlocked.Increment(ref _addresses)}@members.example";

    /// <summary>Staff make a letter; what they see of it.</summary>
    private async Task<(Person Staff, string Code, string Letter)> Posted(string number, MatchedMember member)
    {
        var staff = await host.Reviewer();
        await staff.Browser.Submit("/review/members", ("number", number));
        var letter = await staff.Browser.Submit($"/review/members/{member.PatientId}/post-code", ("reason", "Has no e-mail address on record."));
        letter.StatusCode.ShouldBe(HttpStatusCode.OK);
        var page = await letter.Document();
        return (staff, page.QuerySelector("main code.big")!.TextContent, page.QuerySelector("main")!.TextContent);
    }

    private static async Task<string> Use(Browser browser, string number, MatchedMember member, string code, string address)
    {
        var response = await browser.Submit(
            Letter, ("memberNumber", number), ("birthDate", $"{member.BirthDate:yyyy-MM-dd}"), ("postalCode", MembersHost.PostalCode), ("letter", code), ("email", address));
        response.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        return response.Headers.Location!.ToString();
    }

    private async Task<string> MailedCode(string address) =>
        Regex.Match((await host.Mailbox.Expect(address, "Activate your account")).Text, "[0-9]{8}", RegexOptions.None, TimeSpan.FromSeconds(1)).Value;

    private Task AllLookedFor() => Eventually.Holds(
        async () => await host.Database.GetCollection<BsonDocument>("identity.activations").CountDocumentsAsync(new BsonDocument("details", new BsonDocument("$exists", true))) == 0, "the jobs");

    private async Task<string> EverythingStored()
    {
        var all = new List<string>();
        foreach (var name in await (await host.Database.ListCollectionNamesAsync()).ToListAsync())
        {
            all.AddRange((await host.Database.GetCollection<BsonDocument>(name).Find(new BsonDocument()).ToListAsync()).Select(d => d.ToJson()));
        }

        return string.Join('\n', all);
    }
}
