using System.Net;
using AngleSharp.Html.Dom;
using PlanApi.Identity.Contracts;
using PlanApi.TestKit;

namespace PlanApi.Identity.Tests.MyAccount;

/// <summary>People who add and use passkeys.</summary>
internal static class PasskeyBrowsers
{
    public static string Portal(Realm realm) => realm switch { Realm.Vendor => "/sandbox", Realm.Member => "/member", _ => "/review" };

    public static string OptionsOn(this IHtmlDocument page) => page.QuerySelector("[data-passkey]")!.GetAttribute("data-options")!;

    /// <summary>Names a new passkey and gives the password; the page that asks the browser for it.</summary>
    public static async Task<IHtmlDocument> AskForPasskey(this Browser browser, Realm realm, string name)
    {
        var asked = await browser.Submit($"{Portal(realm)}/account/passkeys", ("name", name), ("password", TestAccounts.Password));
        asked.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        return await browser.Open(asked.Headers.Location!.OriginalString);
    }

    public static async Task<HttpResponseMessage> AddPasskey(this Browser browser, Realm realm, TestAuthenticator authenticator, string name = "My phone")
    {
        var page = await browser.AskForPasskey(realm, name);
        return await browser.Press(page, "main form", ("credential", authenticator.Create(page.OptionsOn())));
    }

    /// <summary>A browser that has shown the password, on the page of the second step.</summary>
    public static async Task<(Browser Browser, IHtmlDocument Page)> HalfSignedIn(this PlanApiHost host, Account account)
    {
        var browser = host.Browser();
        var asked = await browser.SignIn(account.Realm, account.Email);
        asked.Headers.Location!.OriginalString.ShouldBe($"{Portal(account.Realm)}/sign-in/code");
        return (browser, await browser.Open(asked.Headers.Location.OriginalString));
    }

    public static async Task<HttpResponseMessage> UsePasskey(this PlanApiHost host, Account account, TestAuthenticator authenticator)
    {
        var (browser, page) = await host.HalfSignedIn(account);
        return await browser.Press(page, "main form", ("credential", authenticator.Get(page.OptionsOn())));
    }

    public static List<string> RecoveryCodes(this IHtmlDocument page) => [.. page.QuerySelectorAll("main li code").Select(c => c.TextContent)];
}
