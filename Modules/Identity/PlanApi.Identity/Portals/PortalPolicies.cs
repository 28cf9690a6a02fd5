namespace PlanApi.Identity.Portals;

/// <summary>Who may open the pages that each portal has; the path decides the realm.</summary>
internal static class PortalPolicies
{
    /// <summary>Between a person's password and second factor.</summary>
    public const string SecondFactorPending = "second-factor-pending";

    /// <summary>Staff who are administrators at this moment.</summary>
    public const string Administrator = "staff-administrator";

    /// <summary>Whoever is signed in to the portal.</summary>
    public const string SignedIn = "signed-in-to-portal";
}
