using System.Net;
using PlanApi.Identity.Contracts;
using PlanApi.TestKit;

namespace PlanApi.Identity.Tests.SignIn;

public sealed class RealmTests(PlanApiHost host) : IClassFixture<PlanApiHost>
{
    private static readonly Realm[] Realms = [Realm.Vendor, Realm.Member, Realm.Staff];

    [Fact]
    public async Task One_address_may_have_an_account_in_each_realm_with_a_password_of_its_own()
    {
        var address = TestAccounts.NewAddress();
        await host.Make(Realm.Vendor, address);
        await host.Accounts().TryCreate(new(Realm.Member, address, "Pat Person", "a password of its own"), default);

        (await host.Browser().SignIn(Realm.Member, address)).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await host.Browser().SignIn(Realm.Member, address, "a password of its own")).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        (await host.Browser().SignIn(Realm.Staff, address)).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task The_same_address_in_another_case_is_taken_in_its_realm()
    {
        var account = await host.Make(Realm.Vendor);

        var again = await host.Accounts().TryCreate(new(Realm.Vendor, account.Email.ToUpperInvariant(), "Other", TestAccounts.Password, "org"), default);

        again.ShouldBeOfType<CreateAccountResult.AddressTaken>();
    }

    [Theory]
    [InlineData(Realm.Vendor), InlineData(Realm.Member), InlineData(Realm.Staff)]
    public async Task A_cookie_of_one_realm_opens_no_page_of_another(Realm realm)
    {
        var browser = await host.SignedIn(await host.Make(realm));

        foreach (var other in Realms)
        {
            (await browser.Opens(other)).ShouldBe(other == realm, $"{realm} at {other}");
        }
    }

    [Theory]
    [InlineData(Realm.Vendor, Realm.Member), InlineData(Realm.Member, Realm.Staff), InlineData(Realm.Vendor, Realm.Staff)]
    public async Task A_cookie_renamed_to_another_realms_opens_nothing(Realm realm, Realm other)
    {
        var browser = host.Browser();
        var account = await host.Make(realm);
        var response = await browser.SignIn(realm, account.Email);
        var value = response.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith($"planapi.{realm.ToString().ToLowerInvariant()}=", StringComparison.Ordinal)).Split(';')[0].Split('=', 2)[1];

        var forged = host.Browser();
        forged.Client.DefaultRequestHeaders.Add("Cookie", $"planapi.{other.ToString().ToLowerInvariant()}={value}");

        (await forged.Opens(other)).ShouldBeFalse();
    }

    [Fact]
    public async Task Cookies_are_out_of_scripts_reach_and_stay_on_this_site()
    {
        var account = await host.Make(Realm.Member);
        var response = await host.Browser().SignIn(Realm.Member, account.Email);

        var cookie = response.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith("planapi.member=", StringComparison.Ordinal));
        cookie.ShouldContain("httponly", Case.Insensitive);
        cookie.ShouldContain("samesite=lax", Case.Insensitive);
        cookie.ShouldNotContain("expires", Case.Insensitive);
    }

    [Fact]
    public async Task Signing_out_ends_this_realms_session_only_and_a_copy_of_the_cookie_is_dead()
    {
        var address = TestAccounts.NewAddress();
        var member = await host.Make(Realm.Member, address);
        await host.Make(Realm.Vendor, address);
        var browser = host.Browser();
        var signedIn = await browser.SignIn(Realm.Member, member.Email);
        await browser.SignIn(Realm.Vendor, address);
        var copy = host.Browser();
        copy.Client.DefaultRequestHeaders.Add("Cookie", signedIn.Headers.GetValues("Set-Cookie").First(c => c.StartsWith("planapi.member=", StringComparison.Ordinal)).Split(';')[0]);
        (await copy.Opens(Realm.Member)).ShouldBeTrue();

        var out_ = await browser.Press(await browser.Open("/member"), "form.sign-out");

        out_.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        (await browser.Opens(Realm.Member)).ShouldBeFalse();
        (await copy.Opens(Realm.Member)).ShouldBeFalse();
        (await browser.Opens(Realm.Vendor)).ShouldBeTrue();
    }

    [Fact]
    public async Task Signing_out_takes_a_press_of_the_button()
    {
        var browser = await host.SignedIn(await host.Make(Realm.Member));

        (await browser.Get("/member/sign-out")).StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
        (await browser.Client.PostAsync("/member/sign-out", new FormUrlEncodedContent([]))).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await browser.Opens(Realm.Member)).ShouldBeTrue();
    }

    [Fact]
    public async Task A_disabled_account_is_out_at_its_next_request()
    {
        var account = await host.Make(Realm.Member);
        var browser = await host.SignedIn(account);
        (await browser.Opens(Realm.Member)).ShouldBeTrue();

        await host.Disable(account.AccountId);

        (await browser.Opens(Realm.Member)).ShouldBeFalse();
    }
}
