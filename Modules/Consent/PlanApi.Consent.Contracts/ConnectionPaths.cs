namespace PlanApi.Consent.Contracts;

/// <summary>Addresses of this module's pages, for the modules that link to them.</summary>
public static class ConnectionPaths
{
    /// <summary>The apps that may read the signed-in member's data, and where the member ends that.</summary>
    public const string Apps = "/member/apps";

    /// <summary>What apps read under the signed-in member's account.</summary>
    public const string Activity = "/member/activity";
}
