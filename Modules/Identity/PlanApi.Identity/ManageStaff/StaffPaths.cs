namespace PlanApi.Identity.ManageStaff;

internal static class StaffPaths
{
    public const string List = "/review/staff";
    public const string Invite = List + "/invite";
    public const string Withdraw = List + "/invitations/{invitation}/withdraw";
    public const string Person = List + "/{account}";
    public const string Deed = Person + "/{deed}";

    public static string Of(string accountId) => $"{List}/{Uri.EscapeDataString(accountId)}";

    public static string To(string accountId, StaffDeed deed) => $"{Of(accountId)}/{deed.Key}";

    public static string ToWithdraw(string invitationId) => Withdraw.Replace("{invitation}", Uri.EscapeDataString(invitationId), StringComparison.Ordinal);
}
