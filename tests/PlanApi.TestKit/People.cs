using System.Net;
using Microsoft.Extensions.DependencyInjection;
using PlanApi.BuildingBlocks.Store;
using PlanApi.Identity.Contracts;
using Shouldly;

namespace PlanApi.TestKit;

/// <summary>Someone signed in at the realm's own page, at a browser of their own.</summary>
public sealed record Person(string AccountId, string Email, string Name, string? OrganizationId, Browser Browser)
{
    public const string Password = "correct-horse-battery";
}

/// <summary>People with an account and a session. Each is new, so tests that share a host do not meet.</summary>
public static class People
{
    private static int _count;

    /// <param name="organizationId">A colleague of that organization; null for an organization of their own.</param>
    public static Task<Person> Vendor(this PlanApiHost host, string? organizationId = null) =>
        SignedIn(host, Realm.Vendor, organizationId ?? NewId.From(host.Clock));

    public static Task<Person> Reviewer(this PlanApiHost host) => SignedIn(host, Realm.Staff, null);

    /// <summary>Comes by an invitation of the operators, as the first one does.</summary>
    public static async Task<Person> Administrator(this PlanApiHost host)
    {
        var (number, browser) = (Interlocked.Increment(ref _count), host.Browser());
        var email = $"administrator-{number}@people.example";
        (await host.Run("invite-staff", email)).Code.ShouldBe(0);
        var link = (await host.Mailbox.Expect(email, "invited")).LinkPath;
        (await browser.Submit(link, ("name", $"Administrator {number}"), ("password", Person.Password), ("repeat", Person.Password))).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        var account = (await host.Services.GetRequiredService<IAccounts>().FindByEmail(Realm.Staff, email, default)).ShouldNotBeNull();
        return new(account.AccountId, email, account.DisplayName, null, browser);
    }

    public static Task<Person> Member(this PlanApiHost host) => SignedIn(host, Realm.Member, null);

    private static async Task<Person> SignedIn(PlanApiHost host, Realm realm, string? organizationId)
    {
        var number = Interlocked.Increment(ref _count);
        var email = $"{realm}-{number}@people.example".ToLowerInvariant();
        var created = await host.Services.GetRequiredService<IAccounts>().TryCreate(new(realm, email, $"{realm} {number}", Person.Password, organizationId), default);
        var person = new Person(created.ShouldBeOfType<CreateAccountResult.Created>().AccountId, email, $"{realm} {number}", organizationId, host.Browser());
        var response = await person.Browser.Submit(SignInPaths.Of(realm), ("email", email), ("password", Person.Password));
        response.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        return person;
    }
}
