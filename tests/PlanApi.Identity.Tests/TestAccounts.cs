using System.Net;
using Microsoft.Extensions.DependencyInjection;
using PlanApi.Identity.Contracts;
using PlanApi.TestKit;

namespace PlanApi.Identity.Tests;

/// <summary>Accounts made for one test each, and their owners at a browser. No two tests share an address.</summary>
internal static class TestAccounts
{
    public const string Password = "seven wet umbrellas";
    public const string WrongPassword = "eight dry umbrellas";
    private static int _last;

    public static string NewAddress() => $"pat{Interlocked.Increment(ref _last)}@accounts.example";

    public static IAccounts Accounts(this PlanApiHost host) => host.Services.GetRequiredService<IAccounts>();

    public static async Task<Account> Make(this PlanApiHost host, Realm realm, string? address = null, string name = "Pat Person")
    {
        var made = await host.Accounts().TryCreate(new(realm, address ?? NewAddress(), name, Password, realm == Realm.Vendor ? "org-of-tests" : null), default);
        var created = made.ShouldBeOfType<CreateAccountResult.Created>();
        return (await host.Accounts().Find(created.AccountId, default)).ShouldNotBeNull();
    }

    public static Task<HttpResponseMessage> SignIn(this Browser browser, Realm realm, string address, string password = Password) =>
        browser.Submit(SignInPaths.Of(realm), ("email", address), ("password", password));

    /// <summary>A new browser in which the account is signed in.</summary>
    public static async Task<Browser> SignedIn(this PlanApiHost host, Account account, string password = Password)
    {
        var browser = host.Browser();
        (await browser.SignIn(account.Realm, account.Email, password)).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        return browser;
    }

    /// <summary>A page of the realm's own, to see whether it opens.</summary>
    public static string PageOf(Realm realm) => realm switch
    {
        Realm.Vendor => "/sandbox/apps",
        Realm.Member => "/member",
        _ => "/review/jobs",
    };

    public static async Task<bool> Opens(this Browser browser, Realm realm)
    {
        var response = await browser.Get(PageOf(realm));
        if (response.StatusCode == HttpStatusCode.Redirect)
        {
            response.Headers.Location!.ToString().ShouldStartWith(SignInPaths.Of(realm));
            return false;
        }

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        return true;
    }
}
