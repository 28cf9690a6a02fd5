namespace PlanApi.Identity.Contracts;

/// <summary>Where each realm signs in and resets a password. The path decides the realm.</summary>
public static class SignInPaths
{
    public const string Vendor = "/sandbox/sign-in";
    public const string Member = "/member/sign-in";
    public const string Staff = "/review/sign-in";

    /// <summary>The sandbox's authorize page sends here; it takes a vendor or a test patient.</summary>
    public const string SandboxAuthorize = "/sandbox/oauth/sign-in";

    /// <summary>A test patient's cookie reaches no further than this folder.</summary>
    public const string SandboxOAuth = "/sandbox/oauth";

    public const string ResetVendor = "/sandbox/reset-password";
    public const string ResetMember = "/member/reset-password";
    public const string ResetStaff = "/review/reset-password";

    /// <summary>The query parameter with the local path to go to after signing in.</summary>
    public const string ReturnUrl = "returnUrl";

    /// <summary>The query parameter with the e-mail address that the page begins with (OpenID Connect Core, 3.1.2.1).</summary>
    public const string LoginHint = "login_hint";

    public static string Of(Realm realm) => realm switch
    {
        Realm.Vendor => Vendor,
        Realm.Member => Member,
        Realm.Staff => Staff,
        Realm.TestPatient => SandboxAuthorize,
        _ => throw new ArgumentOutOfRangeException(nameof(realm)),
    };
}
