using System.Net;
using PlanApi.Enrollment.Contracts;
using PlanApi.TestKit;

namespace PlanApi.Enrollment.Tests.Teams;

/// <summary>What people of a team do, by its pages and mails.</summary>
internal static class Team
{
    public const string Invite = $"{EnrollmentPaths.Team}/invite";
    public const string Organization = $"{EnrollmentPaths.Team}/organization";

    public static string Remove(Person colleague) => $"{EnrollmentPaths.Team}/people/{colleague.AccountId}/remove";

    public static Task<HttpResponseMessage> Asks(this Person vendor, string address, string password = Person.Password) =>
        vendor.Browser.Submit(Invite, ("email", address), ("password", password));

    /// <summary>Invites an address without an account and reads the mail: the path of its link.</summary>
    public static async Task<string> Invites(this Person vendor, PlanApiHost host, string address)
    {
        (await vendor.Asks(address)).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        return (await host.Mailbox.Expect(address, "Join")).LinkPath;
    }

    public static Task<HttpResponseMessage> Join(this Browser browser, string link, string password = Vendors.Password, string name = "Charles Babbage") =>
        browser.Submit(link, ("name", name), ("password", password), ("repeat", password));

    /// <summary>The team's page as text, each run of spaces as one.</summary>
    public static async Task<string> Shown(this Person vendor) =>
        string.Join(' ', (await vendor.Browser.Open(EnrollmentPaths.Team)).QuerySelector("main")!.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>Presses a button of the one open invitation.</summary>
    public static async Task<HttpResponseMessage> Presses(this Person vendor, string action) =>
        await vendor.Browser.Press(await vendor.Browser.Open(EnrollmentPaths.Team), $"form[action$='/{action}']");
}
