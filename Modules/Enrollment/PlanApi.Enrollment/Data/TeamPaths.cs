using PlanApi.Enrollment.Contracts;

namespace PlanApi.Enrollment.Data;

/// <summary>Addresses of the team's pages, beside <see cref="EnrollmentPaths.Team"/>.</summary>
internal static class TeamPaths
{
    public const string Organization = $"{EnrollmentPaths.Team}/organization";
    public const string Invite = $"{EnrollmentPaths.Team}/invite";

    /// <summary>Queries that have the team's page say what was done.</summary>
    public const string Saved = "saved", Invited = "invited", SentAgain = "sent-again", TooSoon = "too-soon", Withdrawn = "withdrawn", Removed = "removed";

    public static string SendAgain(string invitationId) => $"{EnrollmentPaths.Team}/invitations/{invitationId}/send-again";

    public static string Withdraw(string invitationId) => $"{EnrollmentPaths.Team}/invitations/{invitationId}/withdraw";

    public static string Remove(string accountId) => $"{EnrollmentPaths.Team}/people/{accountId}/remove";

    public static string After(string done) => $"{EnrollmentPaths.Team}?{done}";
}
