using System.Net;
using PlanApi.Identity.Accounts;
using PlanApi.Identity.Contracts;
using PlanApi.Identity.Tests.MyAccount;
using PlanApi.TestKit;

namespace PlanApi.Identity.Tests.SecondFactor;

/// <summary>Staff, where the plan requires a second factor, may have it by a passkey, and never without.</summary>
public sealed class StaffPasskeyTests(StaffHost host) : IClassFixture<StaffHost>
{
    [Fact]
    public async Task A_passkey_may_replace_the_app_and_cannot_be_got_round_or_removed_as_the_last()
    {
        using var phone = new TestAuthenticator();
        var account = await host.Make(Realm.Staff);
        var browser = await host.SignedIn(account);
        var page = await browser.Open("/review/sign-in/authenticator");
        var secret = Base32.Decode(page.QuerySelector("main code")!.TextContent.Replace(" ", "", StringComparison.Ordinal));
        await browser.Press(page, "main form", ("code", AuthenticatorCodes.Code(secret, host.Clock.GetUtcNow().ToUnixTimeSeconds() / 30)));
        await browser.AddPasskey(Realm.Staff, phone);
        (await browser.Press(await browser.Open("/review/account/second-factor"), "main form[action$=off]", ("password", TestAccounts.Password)))
            .Headers.Location!.OriginalString.ShouldBe("/review/account?done=authenticator-off");

        // Whoever has the password alone cannot set up an app of their own now.
        var (half, _) = await host.HalfSignedIn(account);
        (await half.Get("/review/sign-in/authenticator")).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await half.Opens(Realm.Staff)).ShouldBeFalse();

        var remove = (await browser.Open("/review/account/passkeys")).QuerySelector("main tbody a")!.GetAttribute("href")!;
        var asked = await browser.Open(remove);
        asked.QuerySelector("main form").ShouldBeNull();
        var other = await browser.Open("/review/account/passkeys");
        ((AngleSharp.Html.Dom.IHtmlFormElement)other.QuerySelector("main form")!).SetAttribute("action", remove);
        (await browser.Press(other, "main form", ("password", TestAccounts.Password))).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await host.UsePasskey(account, phone)).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
    }

    [Fact]
    public async Task Operators_take_lost_passkeys_off_too()
    {
        using var phone = new TestAuthenticator();
        var account = await host.Make(Realm.Staff);
        var browser = await host.SignedIn(account);
        var page = await browser.Open("/review/sign-in/authenticator");
        var secret = Base32.Decode(page.QuerySelector("main code")!.TextContent.Replace(" ", "", StringComparison.Ordinal));
        await browser.Press(page, "main form", ("code", AuthenticatorCodes.Code(secret, host.Clock.GetUtcNow().ToUnixTimeSeconds() / 30)));
        await browser.AddPasskey(Realm.Staff, phone);

        (await host.Run("reset-second-factor", account.Email)).Code.ShouldBe(0);

        (await host.Browser().SignIn(Realm.Staff, account.Email)).Headers.Location!.OriginalString.ShouldBe("/review/sign-in/authenticator");
        (await browser.Opens(Realm.Staff)).ShouldBeFalse();
    }
}
