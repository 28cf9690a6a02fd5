using System.ComponentModel.DataAnnotations;
using PlanApi.Identity.Contracts;

namespace PlanApi.Identity.SignIn;

/// <summary>The plan's own OpenID Connect provider, by which members may sign in: <c>PlanApi__MemberProvider__…</c>. Without an authority there is none.</summary>
internal sealed record ProviderSettings : IValidatableObject
{
    public const string Section = "PlanApi:MemberProvider";

    private const string DefaultClaim = "member_number";

    /// <summary>Where the way to it begins.</summary>
    public const string Path = $"{SignInPaths.Member}/plan";

    /// <summary>The issuer, whose discovery document lies below it.</summary>
    public string Authority { get; init; } = "";

    public string ClientId { get; init; } = "";

    /// <summary>"" for a public client, which shows PKCE alone.</summary>
    public string ClientSecret { get; init; } = "";

    /// <summary>What members know it by: "Sign in with …".</summary>
    public string Name { get; init; } = "";

    /// <summary>The claim, of the ID token or of the user info, that holds the member number.</summary>
    public string MemberNumberClaim { get; init => field = string.IsNullOrWhiteSpace(value) ? DefaultClaim : value; } = DefaultClaim;

    public bool IsSet => !string.IsNullOrWhiteSpace(Authority);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (IsSet && (!Uri.TryCreate(Authority, UriKind.Absolute, out var address) || (address.Scheme != Uri.UriSchemeHttps && !address.IsLoopback)))
        {
            yield return new("PlanApi__MemberProvider__Authority must be an https address.");
        }

        if (IsSet && (string.IsNullOrWhiteSpace(ClientId) || string.IsNullOrWhiteSpace(Name)))
        {
            yield return new("Set PlanApi__MemberProvider__ClientId and PlanApi__MemberProvider__Name too: what the provider knows us by, and what members know it by.");
        }
    }
}
