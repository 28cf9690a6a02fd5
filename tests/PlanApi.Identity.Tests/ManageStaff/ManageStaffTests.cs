using System.Net;
using AngleSharp.Html.Dom;
using MongoDB.Bson;
using MongoDB.Driver;
using PlanApi.Identity.Contracts;
using PlanApi.TestKit;

namespace PlanApi.Identity.Tests.ManageStaff;

/// <summary>Administrators look after the plan's staff; one of them is always left.</summary>
public sealed class ManageStaffTests(PlanApiHost host) : IClassFixture<PlanApiHost>
{
    private const string List = "/review/staff";
    private const string Why = "Moved to another team.";

    [Fact]
    public async Task An_administrator_sees_everyone_and_a_reviewer_sees_none_of_it()
    {
        var (administrator, reviewer) = (await host.Administrator(), await host.Reviewer());

        var page = await administrator.Browser.Open(List);

        RoleOn(page, administrator).ShouldBe("Administrator");
        RoleOn(page, reviewer).ShouldBe("Reviewer");
        (await administrator.Browser.Open("/review/account")).QuerySelector("main a[href='/review/staff']").ShouldNotBeNull();
        (await reviewer.Browser.Open("/review/account")).QuerySelector("main a[href='/review/staff']").ShouldBeNull();
        foreach (var path in new[] { List, $"{List}/{administrator.AccountId}", $"{List}/{reviewer.AccountId}/make-administrator", $"{List}/{administrator.AccountId}/end-account" })
        {
            (await reviewer.Browser.Get(path)).StatusCode.ShouldBe(HttpStatusCode.Forbidden, path);
            foreach (var outsider in new[] { await host.Vendor(), await host.Member() })
            {
                (await outsider.Browser.Get(path)).Headers.Location!.OriginalString.ShouldStartWith("/review/sign-in", Case.Sensitive, path);
            }
        }

        var form = await reviewer.Browser.Open("/review/account");
        foreach (var path in new[] { $"{List}/invite", $"{List}/{reviewer.AccountId}/make-administrator", $"{List}/{administrator.AccountId}/end-account" })
        {
            form.QuerySelector("form")!.SetAttribute("action", path);
            (await reviewer.Browser.Press(form, "form")).StatusCode.ShouldBe(HttpStatusCode.Forbidden, path);
        }
    }

    [Theory]
    [InlineData("reviewer", HttpStatusCode.Forbidden)]
    [InlineData("administrator", HttpStatusCode.OK)]
    public async Task Whoever_is_invited_joins_with_the_role_of_the_invitation(string role, HttpStatusCode opens)
    {
        var administrator = await host.Administrator();
        var address = TestAccounts.NewAddress();

        (await administrator.Browser.Submit($"{List}", ("email", address), ("role", role))).Headers.Location!.OriginalString.ShouldEndWith("?done=invited");
        (await administrator.Browser.Open(List)).QuerySelector("main")!.TextContent.ShouldContain(address);
        var link = (await host.Mailbox.Expect(address, "invited")).LinkPath;
        var browser = host.Browser();
        (await browser.Submit(link, ("name", "Nia New"), ("password", Person.Password), ("repeat", Person.Password))).StatusCode.ShouldBe(HttpStatusCode.SeeOther);

        (await browser.Get("/review/requests")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await browser.Get(List)).StatusCode.ShouldBe(opens);
        (await administrator.Browser.Open(List)).QuerySelectorAll("#invitations + .table tbody tr").ShouldNotContain(r => r.TextContent.Contains(address));
    }

    [Fact]
    public async Task An_invitation_is_sent_again_and_withdrawn()
    {
        await using var own = new PlanApiHost();
        var administrator = await own.Administrator();
        var address = TestAccounts.NewAddress();
        await administrator.Browser.Submit(List, ("email", address), ("role", "reviewer"));
        var first = (await own.Mailbox.Expect(address, "invited")).LinkPath;

        await administrator.Browser.Press(await administrator.Browser.Open(List), "main table form[action$='/invite']");
        await Eventually.Holds(async () => (await own.Mailbox.To(address)).Count == 2, "the second mail");
        (await own.Browser().Get(first)).StatusCode.ShouldBe(HttpStatusCode.Gone);
        var second = (await own.Mailbox.To(address))[^1].LinkPath;
        var page = await administrator.Browser.Open(List);
        for (var press = 0; press < 2; press++)
        {
            (await administrator.Browser.Press(page, "main table form[action$='/withdraw']")).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        }

        (await own.Browser().Get(second)).StatusCode.ShouldBe(HttpStatusCode.Gone);
        (await administrator.Browser.Open(List)).QuerySelector("main")!.TextContent.ShouldContain("Nobody is invited at present");
    }

    [Fact]
    public async Task A_change_of_role_counts_at_once_is_kept_and_is_told_by_mail()
    {
        var (administrator, colleague) = (await host.Administrator(), await host.Administrator());
        (await colleague.Browser.Get(List)).StatusCode.ShouldBe(HttpStatusCode.OK);

        await administrator.Browser.Submit($"{List}/{colleague.AccountId}/make-reviewer", ("reason", Why));

        (await colleague.Browser.Get(List)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await colleague.Browser.Get("/review/requests")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await host.Mailbox.Expect(colleague.Email, "You are a reviewer now")).Text.ShouldContain("ask an administrator");
        await administrator.Browser.Submit($"{List}/{colleague.AccountId}/make-administrator", ("reason", Why));
        (await colleague.Browser.Get(List)).StatusCode.ShouldBe(HttpStatusCode.OK);
        await host.Mailbox.Expect(colleague.Email, "You are an administrator now");
        (await administrator.Browser.Open($"{List}/{colleague.AccountId}")).QuerySelectorAll("#entries + .table tbody tr").Select(r => string.Join('|', r.QuerySelectorAll("td").Skip(1).Select(c => c.TextContent.Trim())))
            .ShouldBe([$"{administrator.Name}|Made an administrator|{Why}", $"{administrator.Name}|Made a reviewer|{Why}"]);
    }

    [Fact]
    public async Task An_ended_account_is_signed_out_its_old_link_is_dead_and_its_address_may_be_invited_anew()
    {
        var (administrator, colleague) = (await host.Administrator(), await host.Administrator());
        var link = (await host.Mailbox.To(colleague.Email))[^1].LinkPath;
        var form = await administrator.Browser.Open($"{List}/{colleague.AccountId}/end-account");

        var done = await administrator.Browser.Press(form, "main form", ("reason", Why));
        var again = await administrator.Browser.Press(form, "main form", ("reason", Why));

        done.Headers.Location!.OriginalString.ShouldBe($"{List}?done=end-account");
        again.Headers.Location!.OriginalString.ShouldBe($"{List}?done=nothing");
        (await colleague.Browser.Opens(Realm.Staff)).ShouldBeFalse();
        (await host.Browser().SignIn(Realm.Staff, colleague.Email, Person.Password)).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await host.Browser().Get(link)).StatusCode.ShouldBe(HttpStatusCode.Gone);
        (await administrator.Browser.Get($"{List}/{colleague.AccountId}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        await host.Mailbox.Expect(colleague.Email, "deleted");
        (await administrator.Browser.Submit(List, ("email", colleague.Email), ("role", "reviewer"))).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        await Eventually.Holds(async () => (await host.Mailbox.To(colleague.Email)).Any(m => m.Subject.Contains("invited") && m.LinkPath != link), "the new invitation");
    }

    [Fact]
    public async Task A_second_factor_is_reset_for_who_has_one()
    {
        var (administrator, colleague) = (await host.Administrator(), await host.Reviewer());
        (await administrator.Browser.Get($"{List}/{colleague.AccountId}/reset-second-factor")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        var accounts = host.Database.GetCollection<BsonDocument>("identity.accounts");
        await accounts.UpdateOneAsync(new BsonDocument("_id", colleague.AccountId), new BsonDocument("$set", new BsonDocument("secondFactorOn", true)));
        (await administrator.Browser.Open($"{List}/{colleague.AccountId}")).QuerySelector("a[href$='/reset-second-factor']").ShouldNotBeNull();

        await administrator.Browser.Submit($"{List}/{colleague.AccountId}/reset-second-factor", ("reason", "Lost the phone."));

        (await accounts.Find(new BsonDocument("_id", colleague.AccountId)).SingleAsync())["secondFactorOn"].AsBoolean.ShouldBeFalse();
        (await colleague.Browser.Opens(Realm.Staff)).ShouldBeFalse();
        await host.Mailbox.Expect(colleague.Email, "second factor was turned off");
    }

    [Fact]
    public async Task Of_two_administrators_who_make_each_other_reviewers_at_once_one_stays()
    {
        await using var own = new PlanApiHost();
        var (one, other) = (await own.Administrator(), await own.Administrator());
        var forms = new[] { (one, await one.Browser.Open($"{List}/{other.AccountId}/make-reviewer")), (other, await other.Browser.Open($"{List}/{one.AccountId}/make-reviewer")) };

        await Task.WhenAll(forms.Select(f => f.Item1.Browser.Press(f.Item2, "main form", ("reason", Why))));

        HttpStatusCode[] opened = [(await one.Browser.Get(List)).StatusCode, (await other.Browser.Get(List)).StatusCode];
        opened.ShouldBe([HttpStatusCode.OK, HttpStatusCode.Forbidden], ignoreOrder: true);
    }

    [Fact]
    public async Task Of_two_administrators_who_delete_their_accounts_at_once_one_stays_and_cannot_step_down()
    {
        await using var own = new PlanApiHost();
        Person[] both = [await own.Administrator(), await own.Administrator()];
        var forms = new List<IHtmlDocument>();
        foreach (var person in both)
        {
            forms.Add(await person.Browser.Open("/review/account/delete"));
        }

        var done = await Task.WhenAll(both.Select((person, n) => person.Browser.Press(forms[n], "main form", ("password", Person.Password))));

        done.Select(d => d.StatusCode).ShouldBe([HttpStatusCode.SeeOther, HttpStatusCode.UnprocessableEntity], ignoreOrder: true);
        var last = both[Array.FindIndex(done, d => d.StatusCode == HttpStatusCode.UnprocessableEntity)];
        (await last.Browser.Get(List)).StatusCode.ShouldBe(HttpStatusCode.OK);
        var stays = await last.Browser.Submit($"{List}/{last.AccountId}/make-reviewer", ("reason", Why));
        stays.Headers.Location!.OriginalString.ShouldEndWith("?done=nothing");
        (await last.Browser.Get(List)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("", "reviewer", "email")]
    [InlineData("nobody", "reviewer", "email")]
    [InlineData("new@people.example", "", "role")]
    [InlineData("new@people.example", "owner", "role")]
    public async Task A_wrong_answer_is_told_beside_its_field(string email, string role, string field)
    {
        var response = await (await host.Administrator()).Browser.Submit(List, ("email", email), ("role", role));

        response.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await response.Document()).ErrorOf(field).ShouldNotBeNull();
    }

    [Fact]
    public async Task Who_has_an_account_is_not_invited_and_a_deed_needs_a_reason()
    {
        var (administrator, colleague) = (await host.Administrator(), await host.Reviewer());

        (await (await administrator.Browser.Submit(List, ("email", colleague.Email), ("role", "reviewer"))).Document()).ErrorOf("email").ShouldBe("This address has a staff account");
        (await (await administrator.Browser.Submit($"{List}/{colleague.AccountId}/end-account", ("reason", " "))).Document()).ErrorOf("reason").ShouldNotBeNull();
        (await colleague.Browser.Opens(Realm.Staff)).ShouldBeTrue();
    }

    [Fact]
    public async Task The_command_invites_reviewers_too()
    {
        var address = TestAccounts.NewAddress();
        (await host.Run("invite-staff", address, "reviewer")).Code.ShouldBe(0);
        (await host.Run("invite-staff", address, "owner")).Code.ShouldBe(2);
        var browser = host.Browser();
        await browser.Submit((await host.Mailbox.Expect(address, "invited")).LinkPath, ("name", "Rae"), ("password", Person.Password), ("repeat", Person.Password));

        (await browser.Get(List)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    private static string RoleOn(IHtmlDocument page, Person person) =>
        page.QuerySelectorAll("#people + .table tbody tr").Single(r => r.TextContent.Contains(person.Email, StringComparison.Ordinal)).QuerySelector("td[data-title='Role']")!.TextContent;
}
