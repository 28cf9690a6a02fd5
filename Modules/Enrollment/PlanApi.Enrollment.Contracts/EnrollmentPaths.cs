namespace PlanApi.Enrollment.Contracts;

/// <summary>Where a vendor enrolls and finds its colleagues; other modules' pages link to it.</summary>
public static class EnrollmentPaths
{
    public const string Enroll = "/enroll";

    /// <summary>The words of the link, on whichever page it stands.</summary>
    public const string EnrollText = "Vendor Enrollment to Sandbox";

    public const string Terms = "/terms";

    /// <summary>A vendor organization's details, people and invitations.</summary>
    public const string Team = "/sandbox/team";
}
