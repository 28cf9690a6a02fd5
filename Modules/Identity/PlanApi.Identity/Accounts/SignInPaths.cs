using PlanApi.Identity.Contracts;

namespace PlanApi.Identity.Accounts;

/// <summary>Where each realm signs in. The path decides the realm.</summary>
internal static class SignInPaths
{
    public const string Vendor = "/sandbox/sign-in";
    public const string Member = "/member/sign-in";
    public const string Staff = "/review/sign-in";

    /// <summary>The sandbox's authorize page sends here; it takes a vendor or a test patient.</summary>
    public const string SandboxAuthorize = "/sandbox/oauth/sign-in";

    /// <summary>A test patient's cookie reaches no further.</summary>
    public const string SandboxOAuth = "/sandbox/oauth";

    public const string ReturnUrl = "returnUrl";

    public static string Of(Realm realm) => realm switch
    {
        Realm.Vendor => Vendor,
        Realm.Member => Member,
        Realm.Staff => Staff,
        Realm.TestPatient => SandboxAuthorize,
        _ => throw new ArgumentOutOfRangeException(nameof(realm)),
    };
}
