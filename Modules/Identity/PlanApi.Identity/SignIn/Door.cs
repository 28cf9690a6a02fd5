using PlanApi.BuildingBlocks.Web;
using PlanApi.Identity.Contracts;

namespace PlanApi.Identity.SignIn;

/// <summary>One sign-in page: whom it lets in and how it words it.</summary>
/// <param name="Home">Where a person lands who came for nothing in particular.</param>
/// <param name="Second">Another realm that this door takes, told by the shape of the name: test patients' have no @.</param>
internal sealed record Door(string Path, Realm Realm, Area Area, string Title, string Lead, string ResetPath, string Home, Realm? Second = null)
{
    public static readonly IReadOnlyList<Door> All =
    [
        new(SignInPaths.Vendor, Realm.Vendor, Area.Sandbox, "Sign in to the developer sandbox",
            "For developers of apps. Use the address and password of your vendor enrollment.", SignInPaths.ResetVendor, "/sandbox/apps"),
        new(SignInPaths.Member, Realm.Member, Area.Member, "Member sign-in",
            "For members of the plan. Here you decide which apps may read your health data.", SignInPaths.ResetMember, "/member"),
        new(SignInPaths.Staff, Realm.Staff, Area.Review, "Staff sign-in",
            "For reviewers and administrators of the plan.", SignInPaths.ResetStaff, "/review/requests"),
        new(SignInPaths.SandboxAuthorize, Realm.Vendor, Area.Sandbox, "Sign in to try the app",
            "An app in the sandbox asks to read a synthetic patient's record. Sign in with your sandbox account, or as one of your test patients.",
            SignInPaths.ResetVendor, "/sandbox/apps", Realm.TestPatient),
    ];

    public static Door At(string? path) => All.First(d => string.Equals(d.Path, path, StringComparison.OrdinalIgnoreCase));

    public static Door Of(Realm realm) => All.First(d => d.Realm == realm || d.Second == realm);

    public Realm RealmOf(string address) => Second is { } second && !address.Contains('@', StringComparison.Ordinal) ? second : Realm;
}
