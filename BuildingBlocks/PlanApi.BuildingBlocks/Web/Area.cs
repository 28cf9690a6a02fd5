namespace PlanApi.BuildingBlocks.Web;

/// <summary>A part of the site with its own people, sign-in and navigation.</summary>
public sealed record Area(string Name, string SignOutPath, IReadOnlyList<AreaLink> Links)
{
    public static readonly Area Public = new("", "", [new("Apps", "/apps"), new("For members", "/member"), new("For developers", "/sandbox/apps"), new("Docs", "/docs")]);
    public static readonly Area Sandbox = new("Developer sandbox", "/sandbox/sign-out", [new("Applications", "/sandbox/apps"), new("My Data", "/sandbox/my-data"), new("Team", "/sandbox/team"), new("Docs", "/docs")]);
    public static readonly Area Review = new("Review", "/review/sign-out", [new("Requests", "/review/requests"), new("Live apps", "/review/apps"), new("Members", "/review/members"), new("Reports", "/review/reports"), new("Jobs", "/review/jobs")]);
    public static readonly Area Member = new("Member portal", "/member/sign-out", [new("Overview", "/member"), new("My data", "/member/data"), new("App gallery", "/apps"), new("Connected apps", "/member/apps"), new("Activity", "/member/activity")]);

    /// <summary>Where people look after their account in a part that they sign in to.</summary>
    public string AccountPath => SignOutPath.Replace("/sign-out", "/account", StringComparison.Ordinal);
}

/// <summary>One entry of an area's navigation.</summary>
public sealed record AreaLink(string Text, string Path);
