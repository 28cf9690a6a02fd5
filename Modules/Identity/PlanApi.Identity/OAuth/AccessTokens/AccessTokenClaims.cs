using OpenIddict.Abstractions;

namespace PlanApi.Identity.OAuth.AccessTokens;

/// <summary>Claims of our tokens beside the registered ones.</summary>
internal static class AccessTokenClaims
{
    /// <summary>The one patient the token opens.</summary>
    public const string Patient = "patient";

    /// <summary>The FHIR resource of the person who signed in (SMART App Launch 2.2).</summary>
    public const string FhirUser = "fhirUser";

    /// <summary>The vendor organization of a sandbox patient.</summary>
    public const string Organization = "organization";

    /// <summary>Our account, in codes and refresh tokens only: those are encrypted.</summary>
    public const string Account = "account";

    /// <summary>The sign-in that an <c>online_access</c> refresh token ends with: its session and the account's stamp then; in codes and refresh tokens only.</summary>
    public const string Session = "session";

    /// <inheritdoc cref="Session"/>
    public const string Stamp = "stamp";

    /// <summary>Until when an <c>online_access</c> refresh token may live, in seconds since 1970; in codes and refresh tokens only.</summary>
    public const string SignInEnds = "sign_in_ends";

    /// <summary>Grant and family, under OpenIddict's own name.</summary>
    public const string Authorization = OpenIddictConstants.Claims.Private.AuthorizationId;
}
