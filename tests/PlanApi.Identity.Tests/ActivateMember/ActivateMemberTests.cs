using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using MongoDB.Bson;
using MongoDB.Driver;
using PlanApi.Identity.Contracts;
using PlanApi.PatientAccess.Contracts;
using PlanApi.TestKit;

namespace PlanApi.Identity.Tests.ActivateMember;

/// <summary>A member makes an account with what the plan knows of them; nobody learns from the pages who is a member.</summary>
public sealed class ActivateMemberTests(ActivateMemberTests.Host host) : IClassFixture<ActivateMemberTests.Host>
{
    private const string Password = "nine new umbrellas";

    /// <summary>With members that a test makes up.</summary>
    public sealed class Host : PlanApiHost, IMemberMatching
    {
        private readonly List<(MemberDetails Details, MatchedMember Member)> _members = [];
        private int _count;

        public (MemberDetails Details, MatchedMember Member) Add(string? email = "", string birthDate = "1984-09-30")
        {
            var number = Interlocked.Increment(ref _count);
            var born = DateOnly.Parse(birthDate, System.Globalization.CultureInfo.InvariantCulture);
            var member = (new MemberDetails($"M-{number}", born, "12207"), new MatchedMember($"patient-{number}", "Jerome Quintero", born, email is "" ? $"jerome{number}@members.example" : email));
            lock (_members)
            {
                _members.Add(member);
            }

            return member;
        }

        protected override void ConfigureServices(IServiceCollection services) => services.AddSingleton<IMemberMatching>(this);

        Task<MatchedMember?> IMemberMatching.FindByNumber(string memberNumber, CancellationToken ct) => throw new NotSupportedException();

        Task<MatchedMember?> IMemberMatching.Match(MemberDetails details, CancellationToken ct)
        {
            lock (_members)
            {
                return Task.FromResult(_members.Where(m => m.Details == details).Select(m => m.Member).SingleOrDefault());
            }
        }
    }

    [Fact]
    public async Task Who_reads_Spanish_activates_in_Spanish_and_is_written_to_in_Spanish()
    {
        var (details, member) = host.Add();
        var browser = host.Browser();
        foreach (var page in new[] { "/member/enroll", "/member/sign-in", "/member/reset-password", "/member/reset-password/sent" })
        {
            await browser.ShouldBeInSpanish(page);
        }

        await browser.Get("/language/es");
        var code = await Ask(browser, details);
        await host.Browser().ShouldBeInSpanish(code);
        var mail = await host.Mailbox.Expect(member.Email!, "Active su cuenta");
        await browser.Submit(code, ("code", CodeIn(mail)), ("password", Password), ("repeat", Password));

        (await browser.Open("/member")).QuerySelector("h1")!.TextContent.ShouldStartWith("Le damos la bienvenida");
        await browser.Submit("/member/reset-password", ("email", member.Email!));
        (await host.Mailbox.Expect(member.Email!, "Restablezca su contraseña")).Text.ShouldContain("el portal del afiliado");
        await Ask(browser, details);
        await host.Mailbox.Expect(member.Email!, "Usted ya tiene una cuenta");
    }

    [Fact]
    public async Task The_code_from_the_mail_and_a_password_make_an_account_that_is_linked_and_signed_in()
    {
        var (details, member) = host.Add();
        var browser = host.Browser();

        var page = await Ask(browser, details);
        var mail = await host.Mailbox.Expect(member.Email!, "Activate your account");
        mail.LinkPath.ShouldBe(page);
        var done = await browser.Submit(page, ("code", CodeIn(mail)), ("password", Password), ("repeat", Password));

        (done.StatusCode, done.Headers.Location!.ToString()).ShouldBe((HttpStatusCode.SeeOther, "/member"));
        (await browser.Get("/member")).StatusCode.ShouldBe(HttpStatusCode.OK);
        var account = (await Accounts.FindByEmail(Realm.Member, member.Email!, default)).ShouldNotBeNull();
        (await host.Services.GetRequiredService<IPatientLinks>().Of(account.AccountId, default)).ShouldBe([new(member.PatientId, "self", null, "activation")]);
        (await host.Browser().SignIn(Realm.Member, member.Email!, Password)).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        Whole(mail).Replace(page, "{page}", StringComparison.Ordinal).Replace(CodeIn(mail), "{code}", StringComparison.Ordinal).ShouldMatchGolden("ActivateMember.txt");
    }

    [Fact]
    public async Task Details_that_fit_nobody_read_the_same_and_no_mail_goes_out()
    {
        var (details, member) = host.Add();
        var (_, child) = host.Add(birthDate: $"{host.Clock.GetUtcNow().Year - 5}-01-01");
        var (unreached, _) = host.Add(email: null);
        MemberDetails[] asked =
        [
            details with { BirthDate = details.BirthDate.AddDays(1) }, details with { PostalCode = "12208" }, details with { MemberNumber = "none" },
            new("M-" + child.PatientId.Split('-')[1], child.BirthDate, "12207"), unreached,
        ];

        var pages = new List<string>();
        foreach (var tried in asked.Append(details))
        {
            var browser = host.Browser();
            var path = await Ask(browser, tried);
            pages.Add((await (await browser.Get(path)).Content.ReadAsStringAsync()).Replace(path, "", StringComparison.Ordinal).Replace(Uri.EscapeDataString(path), "", StringComparison.Ordinal));
        }

        await host.Mailbox.Expect(member.Email!, "Activate");
        await Eventually.Holds(async () => await Waiting() == 0, "the jobs");
        pages.Select(p => Regex.Replace(p, "value=\"[^\"]{40,}\"", "", RegexOptions.None, TimeSpan.FromSeconds(1))).Distinct().Count().ShouldBe(1);
        (await host.Mailbox.To(member.Email!)).Count.ShouldBe(1);
        (await host.Mailbox.To(child.Email!)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_second_activation_is_refused_and_the_account_is_told_where_it_is()
    {
        var (details, member) = host.Add();
        await Activate(details, member);

        var browser = host.Browser();
        var page = await Ask(browser, details);
        var mail = await host.Mailbox.Expect(member.Email!, "You have an account already");

        mail.Text.ShouldNotMatch("[0-9]{8}");
        (await browser.Submit(page, ("code", "00000000"), ("password", Password), ("repeat", Password))).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        Whole(mail).ShouldMatchGolden("AlreadyActivated.txt");
    }

    [Fact]
    public async Task Two_codes_for_one_record_make_one_account()
    {
        var (details, member) = host.Add();
        var (first, second) = (host.Browser(), host.Browser());
        var (firstPage, firstCode) = await Coded(first, details, member);
        var (secondPage, secondCode) = await Coded(second, details, member);

        var done = await Task.WhenAll(
            first.Submit(firstPage, ("code", firstCode), ("password", Password), ("repeat", Password)),
            second.Submit(secondPage, ("code", secondCode), ("password", "another nine umbrellas"), ("repeat", "another nine umbrellas")));

        done.Select(d => d.StatusCode).ShouldBe([HttpStatusCode.SeeOther, HttpStatusCode.Conflict], ignoreOrder: true);
    }

    [Fact]
    public async Task Pressing_the_button_again_signs_in()
    {
        var (details, member) = host.Add();
        var browser = host.Browser();
        var (page, code) = await Coded(browser, details, member);
        var form = await browser.Open(page);

        for (var press = 0; press < 2; press++)
        {
            (await browser.Press(form, "main form", ("code", code), ("password", Password), ("repeat", Password))).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        }
    }

    [Fact]
    public async Task Whoever_shares_an_address_with_a_member_who_has_an_account_is_told_what_to_do()
    {
        var (details, member) = host.Add();
        await Activate(details, member);
        var (spouse, spousesRecord) = host.Add(member.Email);
        var browser = host.Browser();
        var page = await Ask(browser, spouse);
        await Eventually.Holds(async () => (await host.Mailbox.To(member.Email!)).Count(m => m.Subject.Contains("Activate", StringComparison.Ordinal)) == 2, "the second code");
        var code = CodeIn((await host.Mailbox.To(member.Email!))[^1]);

        // With the very password of that account too: it has a record of its own.
        var response = await browser.Submit(page, ("code", code), ("password", Password), ("repeat", Password));

        response.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        var account = (await Accounts.FindByEmail(Realm.Member, member.Email!, default))!;
        (await host.Services.GetRequiredService<IPatientLinks>().Of(account.AccountId, default)).ShouldNotContain(l => l.PatientId == spousesRecord.PatientId);
    }

    [Fact]
    public async Task A_code_is_worth_five_tries_and_an_hour()
    {
        var (details, member) = host.Add();
        var browser = host.Browser();
        var (page, code) = await Coded(browser, details, member);
        for (var attempt = 0; attempt < 5; attempt++)
        {
            var wrong = await (await browser.Submit(page, ("code", "1"), ("password", Password), ("repeat", Password))).Document();
            wrong.ErrorOf("code").ShouldNotBeNull();
        }

        (await browser.Submit(page, ("code", code), ("password", Password), ("repeat", Password))).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        host.Clock.Advance(TimeSpan.FromMinutes(16));
        var (late, lateCode) = await Coded(browser, details, member);
        var form = await browser.Open(late);
        host.Clock.Advance(TimeSpan.FromMinutes(61));

        (await browser.Get(late)).StatusCode.ShouldBe(HttpStatusCode.Gone);
        (await browser.Press(form, "main form", ("code", lateCode), ("password", Password), ("repeat", Password))).StatusCode.ShouldBe(HttpStatusCode.Gone);
    }

    [Fact]
    public async Task One_member_number_can_be_tried_five_times_in_a_quarter_of_an_hour()
    {
        var (details, member) = host.Add();
        for (var day = 1; day <= 5; day++)
        {
            await Ask(host.Browser(), details with { BirthDate = details.BirthDate.AddDays(day) });
        }

        await Eventually.Holds(async () => await Waiting() == 0, "the jobs");
        await Ask(host.Browser(), details);
        await Eventually.Holds(async () => await Waiting() == 0, "the job");

        (await host.Mailbox.To(member.Email!)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("", "1984-09-30", "12207", "memberNumber")]
    [InlineData("M-1", "tomorrow", "12207", "birthDate")]
    [InlineData("M-1", "2984-09-30", "12207", "birthDate")]
    [InlineData("M-1", "1984-09-30", "1220", "postalCode")]
    [InlineData("M-1", "1984-09-30", "12207+1234", "postalCode")]
    public async Task A_wrong_answer_is_told_beside_its_field_and_what_was_typed_stays(string number, string born, string zip, string wrong)
    {
        var response = await host.Browser().Submit("/member/enroll", ("memberNumber", number), ("birthDate", born), ("postalCode", zip));

        response.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var page = await response.Document();
        page.ErrorOf(wrong).ShouldNotBeNull();
        page.QuerySelector("#postalCode")!.GetAttribute("value").ShouldBe(zip);
    }

    [Fact]
    public async Task What_was_typed_is_not_kept()
    {
        var (details, member) = host.Add();
        await Coded(host.Browser(), details, member);
        await Eventually.Holds(async () => await Waiting() == 0, "the job");

        (await Activations.Find(new BsonDocument("details", new BsonDocument("$exists", true))).AnyAsync()).ShouldBeFalse();
    }

    private IAccounts Accounts => host.Services.GetRequiredService<IAccounts>();

    private IMongoCollection<BsonDocument> Activations => host.Database.GetCollection<BsonDocument>("identity.activations");

    private Task<long> Waiting() => Activations.CountDocumentsAsync(new BsonDocument("details", new BsonDocument("$exists", true)));

    private static async Task<string> Ask(Browser browser, MemberDetails details)
    {
        var response = await browser.Submit("/member/enroll", ("memberNumber", details.MemberNumber), ("birthDate", $"{details.BirthDate:yyyy-MM-dd}"), ("postalCode", details.PostalCode));
        response.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        return response.Headers.Location!.ToString();
    }

    /// <summary>Asks, and reads the code in the mail that comes of it.</summary>
    private async Task<(string Page, string Code)> Coded(Browser browser, MemberDetails details, MatchedMember member)
    {
        var page = await Ask(browser, details);
        ReadMail? mail = null;
        await Eventually.Holds(async () => (mail = (await host.Mailbox.To(member.Email!)).FirstOrDefault(m => m.Text.Contains(page, StringComparison.Ordinal))) is not null, "the code");
        return (page, CodeIn(mail!));
    }

    private async Task Activate(MemberDetails details, MatchedMember member)
    {
        var browser = host.Browser();
        var (page, code) = await Coded(browser, details, member);
        (await browser.Submit(page, ("code", code), ("password", Password), ("repeat", Password))).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
    }

    private static string Whole(ReadMail mail) => $"Subject: {mail.Subject}\n\n{mail.Text}\n---\n\n{mail.Html}";

    private static string CodeIn(ReadMail mail) => Regex.Match(mail.Text, @"^\d{8}\r?$", RegexOptions.Multiline, TimeSpan.FromSeconds(1)).Value.Trim();
}
