using PlanApi.BuildingBlocks.Mail;
using PlanApi.BuildingBlocks.Web.Languages;
using PlanApi.Identity.ChangeEmail;
using PlanApi.Identity.ManageMembers;
using PlanApi.Identity.TellOfChange;
using PlanApi.TestKit;

namespace PlanApi.Identity.Tests.Accounts;

/// <summary>What mails say that differ by what happened, in both languages. That they are sent is tested where it happens.</summary>
public sealed class MailTextTests
{
    private static readonly string[] Changes = ["password", "factor-on", "factor-off", "passkey-added", "passkey-removed", "authenticator-off", "administrator", "reviewer", "ended"];
    private static readonly Deed[] Told = [Deed.Revoke, Deed.AddLink, Deed.EndLink];

    [Fact]
    public void A_change_of_the_account_reads_as_agreed() => Said(
        typeof(MailChange), "AccountChanged",
        [.. Changes.Select(what => new Dictionary<string, string> { ["what"] = what, ["name"] = "Ada Lovelace", ["reset_url"] = "https://plan.example/member/reset-password" })]);

    [Fact]
    public void What_staff_did_for_a_member_reads_as_agreed() => Said(
        typeof(MailServed), "Served",
        [.. Told.Select(deed => new Dictionary<string, string> { ["what"] = deed.Key, ["name"] = "Ada Lovelace", ["app"] = deed == Deed.Revoke ? "Pill Box" : "", ["member_url"] = "https://plan.example/member" })]);

    [Fact]
    public void A_changed_address_reads_as_agreed() => Said(typeof(MailOfChange), "AddressChanged", new Dictionary<string, string> { ["name"] = "Ada Lovelace" });

    [Fact]
    public void An_address_that_has_an_account_reads_as_agreed() => Said(
        typeof(MailOfChange), "AddressTaken", new Dictionary<string, string> { ["area"] = "the member portal", ["confirm_url"] = "", ["sign_in_url"] = "https://plan.example/member/sign-in" });

    private static void Said(Type slice, string template, params Dictionary<string, string>[] cases) => string.Join("\n\n=====\n\n", cases
        .SelectMany(values => new[] { Language.English, Language.Spanish }.Select(language => MailTemplate.Render(slice, template, "key", "ada@plan.example", language, values)))
        .Select(m => $"Subject: {m.Subject}\n\n{m.Text}\n---\n\n{m.Html}")).ShouldMatchGolden($"{template}.txt");
}
