namespace PlanApi.Identity.Contracts;

/// <summary>
/// Who someone is to the plan. Realms share nothing: one e-mail address may have an account in each, and a cookie of one opens no page of another.
/// </summary>
public enum Realm
{
    /// <summary>A developer of an app vendor; signs in to the sandbox portal and the sandbox's authorize page.</summary>
    Vendor,

    /// <summary>A member of the plan; signs in to the member portal and production's authorize page.</summary>
    Member,

    /// <summary>A reviewer or administrator of the plan.</summary>
    Staff,

    /// <summary>A synthetic patient, who signs in nowhere but at the sandbox's authorize page.</summary>
    TestPatient,
}

/// <summary>Names of the authorization policies that endpoints ask for; each accepts the cookie of its realm only.</summary>
public static class SignInPolicies
{
    public const string Vendor = "signed-in.vendor";
    public const string Member = "signed-in.member";
    public const string Staff = "signed-in.staff";

    /// <summary>A vendor or a test patient, on the pages that follow the sandbox's authorize endpoint.</summary>
    public const string SandboxAuthorize = "signed-in.sandbox-authorize";
}
