using System.Net;
using PlanApi.Enrollment.Contracts;
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
}
