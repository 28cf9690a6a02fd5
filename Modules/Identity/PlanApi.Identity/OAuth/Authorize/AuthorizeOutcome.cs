using System.Security.Claims;

namespace PlanApi.Identity.OAuth.Authorize;

/// <summary>What an authorization request leads to.</summary>
internal abstract record AuthorizeOutcome
{
    private AuthorizeOutcome() { }

    /// <summary>A code for the app.</summary>
    public sealed record Issue(ClaimsPrincipal Principal) : AuthorizeOutcome;

    /// <summary>An OAuth error for the app.</summary>
    public sealed record Refuse(string Error, string Description) : AuthorizeOutcome;

    /// <summary>The person must sign in, or sign in again.</summary>
    public sealed record SignIn(bool Again) : AuthorizeOutcome;

    /// <summary>The person must answer on a page of ours.</summary>
    public sealed record Ask(string Path) : AuthorizeOutcome;

    /// <summary>The person has no record to share: a page says so, and the app gets nothing.</summary>
    public sealed record NoPatient : AuthorizeOutcome;
}
