namespace PlanApi.Identity.ManageMembers;

internal static class MemberPaths
{
    public const string Search = "/review/members";
    public const string Member = Search + "/{patient}";
    public const string Deed = Member + "/{deed}";
    public const string DeedTo = Member + "/{deed}/{target}";
    public const string PostCode = Member + "/post-code";
    public const string AddLink = Member + "/add-link";

    public static string Of(string patientId) => Member.Replace("{patient}", Uri.EscapeDataString(patientId), StringComparison.Ordinal);

    public static string To(string patientId, ManageMembers.Deed deed, string? target = null) =>
        $"{Of(patientId)}/{deed.Key}{(target is null ? "" : "/" + Uri.EscapeDataString(target))}";
}
