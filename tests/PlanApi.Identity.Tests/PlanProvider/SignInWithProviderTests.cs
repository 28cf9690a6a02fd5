using System.Net;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;
using PlanApi.Identity.Accounts;
using PlanApi.Identity.Contracts;
using PlanApi.PatientAccess.Contracts;
using PlanApi.TestKit;

namespace PlanApi.Identity.Tests.PlanProvider;

/// <summary>Members sign in by the plan's own OpenID Connect provider.</summary>
public sealed class SignInWithProviderTests(SignInWithProviderTests.Host host) : IClassFixture<SignInWithProviderTests.Host>
{
    public sealed class Host : PlanApiHost, IMemberMatching
    {
        private readonly Dictionary<string, MatchedMember> _members = new()
        {
            ["M-1"] = Member(1),
            ["M-2"] = Member(2),
            ["M-3"] = Member(3) with { Email = null },
            ["M-4"] = Member(4) with { BirthDate = new(2030, 1, 1) },
            ["M-5"] = Member(5),
            ["M-6"] = Member(6),
            ["M-7"] = Member(7),
            ["M-8"] = Member(8),
        };

        public TestProvider Provider { get; } = new();

        public override async ValueTask InitializeAsync()
        {
            await Provider.Start();
            await base.InitializeAsync();
        }

        public override async ValueTask DisposeAsync()
        {
            await base.DisposeAsync();
            await Provider.DisposeAsync();
        }

        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.UseSetting("PlanApi:MemberProvider:Authority", Provider.Address);
            builder.UseSetting("PlanApi:MemberProvider:ClientId", TestProvider.ClientId);
            builder.UseSetting("PlanApi:MemberProvider:ClientSecret", TestProvider.ClientSecret);
            builder.UseSetting("PlanApi:MemberProvider:Name", "Riverside Health");
        }

        protected override void ConfigureServices(IServiceCollection services) => services.AddSingleton<IMemberMatching>(this);

        Task<MatchedMember?> IMemberMatching.Match(MemberDetails details, CancellationToken ct) => throw new NotSupportedException();

        Task<MatchedMember?> IMemberMatching.FindByNumber(string memberNumber, CancellationToken ct) => Task.FromResult(_members.GetValueOrDefault(memberNumber));

        private static MatchedMember Member(int n) => new($"patient-{n}", $"Ines Vega {n}", new(1984, 9, 30), $"ines{n}@record.example");
    }

    private IAccounts Accounts => host.Services.GetRequiredService<IAccounts>();
    private IPatientLinks Links => host.Services.GetRequiredService<IPatientLinks>();

    [Fact]
    public async Task The_first_time_makes_an_account_linked_to_the_members_own_record_and_the_next_time_finds_it()
    {
        var first = await SignIn("M-1", email: "ines@work.example", verified: true);
        var account = (await Accounts.FindByEmail(Realm.Member, "ines@work.example", default)).ShouldNotBeNull();
        var second = await SignIn("M-1", email: "ines@home.example", verified: true);

        (await first.Open("/member")).QuerySelector("h1")!.TextContent.ShouldBe("Welcome, Ines Vega 1");
        (await second.Open("/member")).QuerySelector(".who")!.TextContent.ShouldBe("Ines Vega 1");
        (await Links.Of(account.AccountId, default)).ShouldHaveSingleItem().ShouldBe(new PatientLink("patient-1", "self", null, "provider"));
        (await Accounts.FindByEmail(Realm.Member, "ines@home.example", default)).ShouldBeNull();
    }

    [Fact]
    public async Task Who_activated_an_account_before_lands_in_it()
    {
        var activated = await host.Member();
        await Links.Link(activated.AccountId, new("patient-2", "self", null, "activation"), default);

        var browser = await SignIn("M-2", email: "someone@else.example", verified: true);

        (await browser.Open("/member")).QuerySelector(".who")!.TextContent.ShouldBe(activated.Name);
    }

    [Fact]
    public async Task An_address_alone_opens_nobodys_account()
    {
        var other = await host.Member();

        var refused = await Refusal("M-5", other.Email, verified: true);
        var unverified = await SignIn("M-6", other.Email, verified: false);

        refused.ShouldContain("Another account has your e-mail address already");
        (await unverified.Open("/member")).QuerySelector(".who")!.TextContent.ShouldBe("Ines Vega 6");
        (await Accounts.FindByEmail(Realm.Member, "ines6@record.example", default)).ShouldNotBeNull();
    }

    [Theory]
    [InlineData("M-unknown", "no record that fits")]
    [InlineData(null, "no record that fits")]
    [InlineData("M-3", "no e-mail address")]
    [InlineData("M-4", "under age")]
    public async Task Who_has_no_account_to_get_is_told_why_and_not_signed_in(string? number, string why) =>
        (await Refusal(number, email: null, verified: false)).ShouldContain(why);

    [Fact]
    public async Task The_page_that_was_asked_for_opens_after_it_and_no_other_site()
    {
        var (_, answer) = await Return("M-7", null, false, $"/member/sign-in/plan?returnUrl={Uri.EscapeDataString("/member/apps?revoked=1")}");
        (await answer.Document()).QuerySelector("main a")!.GetAttribute("href").ShouldBe("/member/apps?revoked=1");

        var (_, elsewhere) = await Return("M-7", null, false, "/member/sign-in/plan?returnUrl=https://bad.example/");
        elsewhere.Headers.Location!.OriginalString.ShouldBe("/member");
    }

    [Theory]
    [InlineData("/oauth/authorize?client_id=x&prompt=login", "login")]
    [InlineData("/oauth/authorize?client_id=x&max_age=0", "login")]
    [InlineData("/oauth/authorize?client_id=x", null)]
    public async Task An_app_that_asks_to_sign_in_anew_is_heard_by_the_provider(string returnUrl, string? prompt)
    {
        var begun = await host.Browser().Get($"/member/sign-in/plan?returnUrl={Uri.EscapeDataString(returnUrl)}");

        var asked = QueryHelpers.ParseQuery(begun.Headers.Location!.Query);
        asked.GetValueOrDefault("prompt").ToString().ShouldBe(prompt ?? "");
        asked["code_challenge_method"].ToString().ShouldBe("S256");
        asked["redirect_uri"].ToString().ShouldBe($"{host.PublicUrl}/member/sign-in/plan/callback");
    }

    [Fact]
    public async Task Who_turns_back_is_told_that_nothing_happened()
    {
        host.Provider.Denies = true;
        try
        {
            var (browser, answer) = await Return("M-1", null, false);

            (await browser.Follow(answer)).StatusCode.ShouldBe(HttpStatusCode.OK);
            (await browser.Get("/member")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        }
        finally
        {
            host.Provider.Denies = false;
        }
    }

    [Fact]
    public async Task An_answer_that_was_not_asked_for_signs_nobody_in()
    {
        var browser = host.Browser();

        (await browser.Get("/member/sign-in/plan/callback?code=stolen&state=made-up")).Headers.Location!.OriginalString.ShouldBe("/member/sign-in/plan/failed");
        (await browser.Get("/member/sign-in/plan/done")).Headers.Location!.OriginalString.ShouldBe("/member/sign-in");
        (await browser.Get("/member")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task Without_a_password_a_sign_in_of_long_ago_is_told_above_the_form_which_asks_for_none()
    {
        var early = await SignIn("M-8", "aged@people.example", verified: true);
        var setUp = await early.Open("/member/account/second-factor");
        host.Clock.Advance(TimeSpan.FromMinutes(11));
        await ShouldAskToSignInAgain(early, "/member/account/second-factor", "main form", ("code", "123456"));
        await ShouldAskToSignInAgain(early, "/member/account/passkeys", "main form", ("name", "My phone"));

        var fresh = await SignIn("M-8", "aged@people.example", verified: true);
        var code = AuthenticatorCodes.Code(Base32.Decode(setUp.QuerySelector("main code")!.TextContent.Replace(" ", "", StringComparison.Ordinal)), host.Clock.GetUtcNow().ToUnixTimeSeconds() / 30);
        (await fresh.Press(await fresh.Open("/member/account/second-factor"), "main form", ("code", code))).StatusCode.ShouldBe(HttpStatusCode.OK);
        host.Clock.Advance(TimeSpan.FromMinutes(11));

        await ShouldAskToSignInAgain(fresh, "/member/account/second-factor", "main form[action$=off]");
        await ShouldAskToSignInAgain(fresh, "/member/account/second-factor", "main form[action$=recovery-codes]");
        await ShouldAskToSignInAgain(fresh, "/member/account/email", "main form", ("email", "new@people.example"));
        await ShouldAskToSignInAgain(fresh, "/member/account/delete", "main form");
    }

    [Fact]
    public async Task Only_members_are_offered_it()
    {
        (await host.Browser().Open("/member/sign-in?returnUrl=/member/data")).QuerySelectorAll("main a").Select(a => (a.TextContent, a.GetAttribute("href")))
            .ShouldContain(("Sign in with Riverside Health", "/member/sign-in/plan?returnUrl=%2Fmember%2Fdata"));
        (await host.Browser().Open("/sandbox/sign-in")).QuerySelector("main")!.TextContent.ShouldNotContain("Riverside Health");
        (await host.Browser().Open("/review/sign-in")).QuerySelector("main")!.TextContent.ShouldNotContain("Riverside Health");
    }

    [Fact]
    public async Task Without_a_provider_there_is_no_way_to_one_and_one_that_does_not_answer_is_told()
    {
        await using var without = new PlanApiHost();
        (await without.Browser().Get("/member/sign-in/plan")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await without.Browser().Open("/member/sign-in")).QuerySelector("main a.button").ShouldBeNull();

        await using var closed = new Host();
        await closed.Provider.Start();
        _ = closed.Server;
        await closed.Provider.DisposeAsync();
        var told = await closed.Browser().Get("/member/sign-in/plan");
        told.StatusCode.ShouldBe(HttpStatusCode.BadGateway);
        (await told.Document()).QuerySelector("main")!.TextContent.ShouldContain("Riverside Health does not answer");
    }

    private static async Task ShouldAskToSignInAgain(Browser browser, string path, string form, params (string, string)[] answers)
    {
        var asked = await browser.Open(path);
        asked.QuerySelector("main [type=password]").ShouldBeNull(path);
        var refused = await browser.Press(asked, form, answers);

        refused.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity, path);
        var told = (await refused.Document()).QuerySelectorAll(".error-summary li").ShouldHaveSingleItem();
        told.TextContent.Trim().ShouldBe("Sign out and in again, then do this within ten minutes", path);
        told.QuerySelector("a").ShouldBeNull(path);
    }

    private async Task<Browser> SignIn(string number, string? email, bool verified)
    {
        var (browser, answer) = await Return(number, email, verified);
        answer.Headers.Location!.OriginalString.ShouldBe("/member");
        return browser;
    }

    private async Task<string> Refusal(string? number, string? email, bool verified)
    {
        var (browser, answer) = await Return(number, email, verified);
        answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await browser.Get("/member")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        return (await answer.Document()).QuerySelector("main")!.TextContent;
    }

    /// <summary>To the provider and back, up to our answer.</summary>
    private async Task<(Browser Browser, HttpResponseMessage Answer)> Return(string? number, string? email, bool verified, string begin = "/member/sign-in/plan")
    {
        host.Provider.Claims = new() { ["sub"] = $"at-the-provider-{number}", ["email_verified"] = verified };
        if (number is not null)
        {
            host.Provider.Claims["member_number"] = number;
        }

        if (email is not null)
        {
            host.Provider.Claims["email"] = email;
        }

        var browser = host.Browser();
        using var provider = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false });
        var atProvider = await provider.GetAsync((await browser.Get(begin)).Headers.Location);
        var back = await browser.Get(atProvider.Headers.Location!.PathAndQuery);
        back.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        return (browser, await browser.Get(back.Headers.Location!.OriginalString));
    }
}
