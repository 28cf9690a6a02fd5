namespace PlanApi.Identity.ManageMembers;

/// <summary>Something that staff may do for a member who asks for it.</summary>
/// <param name="Key">In its address, and in the entry that is kept.</param>
/// <param name="Title">A heading; <c>{0}</c> stands for what it is done to.</param>
/// <param name="Means">What follows from it.</param>
/// <param name="Past">How the list of what was done calls it.</param>
internal sealed record Deed(string Key, string Title, string Button, string Means, string Past, bool IsGrave = false)
{
    public static readonly Deed Unlock = new("unlock", "Unlock the account", "Unlock", "Wrong passwords and codes so far no longer count. Nothing else changes.", "Unlocked the account");

    public static readonly Deed SendResetLink = new(
        "send-reset-link", "Send a link to set a new password", "Send the link", "The link goes to the account's own address and works once, within an hour.", "Sent a link to set a new password");

    public static readonly Deed ResetSecondFactor = new(
        "reset-second-factor", "Take off the second factor", "Take it off", "The member signs in with the password alone and can set up a new phone. Every session ends, and a mail tells the member.", "Took off the second factor", IsGrave: true);

    public static readonly Deed EndAccount = new(
        "end-account", "End the account", "End it", "Every app loses its access, every session and every link to other records ends. The record stays; the member may activate a new account. A mail tells the member. It cannot be undone.",
        "Ended the account", IsGrave: true);

    public static readonly Deed Revoke = new(
        "revoke", "Revoke access of {0}", "Revoke access", "The app can read nothing more from this moment on. Whoever allowed it is told by mail.", "Revoked access", IsGrave: true);

    public static readonly Deed EndLink = new(
        "end-link", "End the link: {0}", "End the link", "Whoever acted for the other can no longer share or see the record, and what they allowed apps ends. A mail tells them.", "Ended a link", IsGrave: true);

    public static readonly Deed AddLink = new("add-link", "Let the member act for somebody else", "Add the link", "The member may then share and see that record. A mail tells the member.", "Added a link");

    public static readonly Deed PostCode = new(
        "post-code", "Post an activation code", "Make the letter", "The next page is a letter to print, shown once. Who has its code and knows the number, the date of birth and the ZIP code makes the account, on any e-mail address. It is good for three weeks and ends an earlier letter.",
        "Made a letter with an activation code");

    public static readonly IReadOnlyList<Deed> All = [Unlock, SendResetLink, ResetSecondFactor, EndAccount, Revoke, EndLink, AddLink, PostCode];

    public static Deed? Find(string? key) => All.FirstOrDefault(d => d.Key == key);
}
