using System.Net;
using PlanApi.TestKit;

namespace PlanApi.Enrollment.Tests;

/// <summary>Vendors on their way through enrollment, by its own pages and mails.</summary>
internal static class Vendors
{
    public const string Password = "seven wet umbrellas";
    private static int _last;

    public static string NewAddress() => $"ada{Interlocked.Increment(ref _last)}@vendor.example";

    public static (string Field, string Value)[] Answers(string address, params (string Field, string Value)[] instead) =>
    [
        .. new (string Field, string Value)[]
        {
            ("firstName", "Ada"), ("lastName", "Lovelace"), ("email", address), ("phone", "+1 (555) 010-0199"), ("jobTitle", "Engineer"),
            ("organizationName", "Analytical Engines, Inc."), ("organizationWebsite", "https://engines.example"), ("country", "United States"),
            ("purpose", "Shows members what their claims cost."), ("acceptTerms", "yes"),
        }.Where(a => instead.All(i => i.Field != a.Field)),
        .. instead,
    ];

    public static Task<HttpResponseMessage> Enroll(this Browser browser, string address, params (string Field, string Value)[] instead) =>
        browser.Submit("/enroll", Answers(address, instead));

    /// <summary>Enrolls and reads the mail: the path of its link.</summary>
    public static async Task<string> LinkFor(this PlanApiHost host, string address, params (string Field, string Value)[] instead)
    {
        (await host.Browser().Enroll(address, instead)).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        return (await host.Mailbox.Expect(address, "Set your password")).LinkPath;
    }

    public static Task<HttpResponseMessage> SetPassword(this Browser browser, string link, string password = Password, string? repeat = null) =>
        browser.Submit(link, ("password", password), ("repeat", repeat ?? password));
}
