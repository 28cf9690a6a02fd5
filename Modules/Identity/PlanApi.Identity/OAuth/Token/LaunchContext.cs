using PlanApi.Identity.OAuth.Branches;

namespace PlanApi.Identity.OAuth.Token;

/// <summary>What every app is told beside its patient, with the token and at introspection (SMART App Launch 2.2, launch context).</summary>
internal static class LaunchContext
{
    public static IReadOnlyDictionary<string, object?> Of(OAuthBranch branch) => new Dictionary<string, object?>
    {
        // An app opens in a window of its own: nothing of ours says whose record it shows.
        ["need_patient_banner"] = true,
        ["smart_style_url"] = branch.UrlOf(OAuthPaths.Style),
    };
}
