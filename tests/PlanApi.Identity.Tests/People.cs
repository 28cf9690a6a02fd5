using Microsoft.Extensions.DependencyInjection;
using PlanApi.Identity.Contracts;
using PlanApi.TestKit;

namespace PlanApi.Identity.Tests;

/// <summary>People made for one test each, through the module's contract: no two tests share an address.</summary>
internal static class People
{
    public const string Password = "seven wet umbrellas";
    private static int _last;

    public static string NewAddress(string name = "person") => $"{name}{Interlocked.Increment(ref _last)}@people.example";

    public static async Task<Account> Make(this PlanApiHost host, Realm realm, string? address = null, string name = "Pat Person")
    {
        var accounts = host.Services.GetRequiredService<IAccounts>();
        var made = await accounts.TryCreate(
            new(realm, address ?? NewAddress(), name, Password, realm == Realm.Vendor ? "org-of-tests" : null), default);
        var created = made.ShouldBeOfType<CreateAccountResult.Created>();
        return (await accounts.Find(created.AccountId, default)).ShouldNotBeNull();
    }

    public static Task<HttpResponseMessage> SignIn(this Browser browser, Realm realm, string address, string password = Password) =>
        browser.Submit(SignInPaths.Of(realm), ("email", address), ("password", password));

    /// <summary>A browser in which this new person is signed in.</summary>
    public static async Task<Browser> SignedIn(this PlanApiHost host, Account account)
    {
        var browser = host.Browser();
        (await browser.SignIn(account.Realm, account.Email)).StatusCode.ShouldBe(System.Net.HttpStatusCode.SeeOther);
        return browser;
    }
}
