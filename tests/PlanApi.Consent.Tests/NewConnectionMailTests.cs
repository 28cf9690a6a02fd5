using PlanApi.BuildingBlocks.Mail;
using PlanApi.BuildingBlocks.Web.Languages;
using PlanApi.Consent.NewConnection;
using PlanApi.TestKit;

namespace PlanApi.Consent.Tests;

public sealed class NewConnectionMailTests
{
    [Fact]
    public void The_mail_about_a_new_app_reads_as_agreed_in_both_languages() => string.Join("\n\n=====\n\n", new[] { Language.English, Language.Spanish }
        .Select(language => MailTemplate.Render(typeof(SendNewConnectionMail), "NewConnection", "key", "ada@plan.example", language, new Dictionary<string, string>
        {
            ["name"] = "Ada Lovelace",
            ["app"] = "Pill Box",
            ["organization"] = "Pill Box, Inc.",
            ["connected_apps_url"] = "https://plan.example/member/apps",
        }))
        .Select(m => $"Subject: {m.Subject}\n\n{m.Text}\n---\n\n{m.Html}")).ShouldMatchGolden("NewConnection.txt");
}
