using PlanApi.BuildingBlocks.Web;
using PlanApi.BuildingBlocks.Web.Components;
using PlanApi.Identity.OAuth.Branches;

namespace PlanApi.Identity.OAuth.Authorize;

/// <summary>Tells someone without a record that there is nothing to share yet, and what to do.</summary>
internal static class NoPatientPage
{
    public static MessageView For(OAuthBranch branch) => branch.Sandbox
        ? new(
            "No patient yet",
            ["Your organization has no synthetic patient to share. Make one with \"Initialize Patient\", then start the app again."],
            new AreaLink("Go to your applications", "/sandbox/apps"))
        { Area = Area.Sandbox }
        : new(
            Texts.Say("No patient record is linked to your account"),
            [
                Texts.Say("An app can only read a record that is linked to your account, and none is. Nothing was shared with the app."),
                Texts.Say("If you are a member of the plan, contact member services to have your record linked."),
            ],
            new AreaLink(Texts.Say("Go to the member portal"), "/member"))
        { Area = Area.Member };
}
