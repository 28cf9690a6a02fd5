using System.Net;
using Microsoft.Extensions.DependencyInjection;
using PlanApi.Enrollment.Contracts;
using PlanApi.Identity.Contracts;
using Shouldly;

namespace PlanApi.TestKit;

/// <summary>A vendor's way through enrollment, by its own page and mail.</summary>
public static class Enrolling
{
    /// <summary>Answers of a whole and right form, with other answers in some fields.</summary>
    public static (string Field, string Value)[] Answers(string address, params (string Field, string Value)[] instead) => new (string Field, string Value)[]
    {
        ("firstName", "Ada"), ("lastName", "Lovelace"), ("email", address), ("phone", "+1 (555) 010-0199"), ("jobTitle", "Engineer"),
        ("organizationName", "Analytical Engines, Inc."), ("organizationWebsite", "https://engines.example"), ("country", "United States"),
        ("purpose", "Shows members what their claims cost."), ("acceptTerms", "yes"),
    }.With(instead);

    public static Task<HttpResponseMessage> Enroll(this Browser browser, string address, params (string Field, string Value)[] instead) =>
        browser.Submit(EnrollmentPaths.Enroll, Answers(address, instead));

    /// <summary>Enrolls and reads the mail: the path of its link.</summary>
    public static async Task<string> LinkFor(this PlanApiHost host, string address, params (string Field, string Value)[] instead)
    {
        (await host.Browser().Enroll(address, instead)).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        return (await host.Mailbox.Expect(address, "Set your password")).LinkPath;
    }

    /// <summary>Someone who came through enrollment: with an organization that has its details.</summary>
    public static async Task<Person> EnrolledVendor(this PlanApiHost host, params (string Field, string Value)[] instead)
    {
        var address = $"enrolled-{Interlocked.Increment(ref _enrolled)}@vendor.example";
        var browser = host.Browser();
        var response = await browser.Submit(await host.LinkFor(address, instead), ("password", Person.Password), ("repeat", Person.Password));
        response.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        var account = (await host.Services.GetRequiredService<IAccounts>().FindByEmail(Realm.Vendor, address, default)).ShouldNotBeNull();
        return new(account.AccountId, address, account.DisplayName, account.OrganizationId, browser);
    }

    private static int _enrolled;
}
