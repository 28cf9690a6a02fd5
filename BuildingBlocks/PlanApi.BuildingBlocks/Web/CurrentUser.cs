using System.Security.Claims;

namespace PlanApi.BuildingBlocks.Web;

/// <summary>The claims of a signed-in person, in whichever realm.</summary>
public static class CurrentUser
{
    public const string AccountIdClaim = "sub";
    public const string OrganizationIdClaim = "org";
    public const string EmailClaim = "email";
    public const string NameClaim = "name";

    /// <exception cref="InvalidOperationException">Nobody is signed in: the endpoint lacks its policy.</exception>
    public static string AccountId(this ClaimsPrincipal user) => user.FindFirstValue(AccountIdClaim) ?? throw Missing(AccountIdClaim);

    /// <summary>The vendor organization a vendor belongs to.</summary>
    /// <exception cref="InvalidOperationException">Not signed in as a vendor: the endpoint lacks its policy.</exception>
    public static string OrganizationId(this ClaimsPrincipal user) => user.FindFirstValue(OrganizationIdClaim) ?? throw Missing(OrganizationIdClaim);

    public static string Email(this ClaimsPrincipal user) => user.FindFirstValue(EmailClaim) ?? throw Missing(EmailClaim);

    public static string DisplayName(this ClaimsPrincipal user) => user.FindFirstValue(NameClaim) ?? user.Email();

    private static InvalidOperationException Missing(string claim) => new($"The signed-in principal has no '{claim}' claim.");
}
