namespace PlanApi.Identity.ManageStaff;

/// <summary>Something that an administrator may do to a colleague's account.</summary>
/// <param name="Key">In its address, and in the entry that is kept.</param>
/// <param name="Means">What follows from it.</param>
/// <param name="Past">How the list of what was done calls it.</param>
internal sealed record StaffDeed(string Key, string Title, string Button, string Means, string Past, bool IsGrave = false)
{
    public static readonly StaffDeed Appoint = new(
        "make-administrator", "Make an administrator", "Make an administrator", "An administrator may do all that a reviewer may, and manage staff: invite, change roles, reset second factors and end accounts. A mail tells the person.", "Made an administrator");

    public static readonly StaffDeed Dismiss = new(
        "make-reviewer", "Make a reviewer", "Make a reviewer", "From this moment on the person can no longer manage staff. Reviewing goes on as before. A mail tells the person.", "Made a reviewer", IsGrave: true);

    public static readonly StaffDeed ResetSecondFactor = new(
        "reset-second-factor", "Reset the second factor", "Reset it", "The authenticator app and every passkey are taken off, and every session ends. The next sign-in sets up a new one where it is required. A mail tells the person.", "Reset the second factor", IsGrave: true);

    public static readonly StaffDeed End = new(
        "end-account", "End the account", "End it", "Every session ends at once and the person cannot sign in any more. Decisions and notes stay, with the name. Requests that the person has claimed can be taken over by others. A mail tells the person. It cannot be undone.",
        "Ended the account", IsGrave: true);

    public static readonly IReadOnlyList<StaffDeed> All = [Appoint, Dismiss, ResetSecondFactor, End];

    public static StaffDeed? Find(string? key) => All.FirstOrDefault(d => d.Key == key);
}
