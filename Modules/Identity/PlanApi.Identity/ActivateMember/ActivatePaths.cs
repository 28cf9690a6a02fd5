namespace PlanApi.Identity.ActivateMember;

/// <summary>The addresses of making a member's account.</summary>
internal static class ActivatePaths
{
    public const string Ask = "/member/enroll";
    public const string Letter = $"{Ask}/letter";

    public static string Code(string activationId) => $"{Ask}/{activationId}";
}
