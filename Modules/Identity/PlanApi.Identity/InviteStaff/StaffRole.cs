namespace PlanApi.Identity.InviteStaff;

/// <summary>What an invitation makes of who accepts it.</summary>
internal static class StaffRole
{
    public const string Reviewer = "reviewer";
    public const string Administrator = "administrator";

    public static bool IsOne(string role) => role is Reviewer or Administrator;
}
