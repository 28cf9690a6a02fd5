using FastEndpoints;
using PlanApi.BuildingBlocks.Web;
using PlanApi.Identity.Accounts;
using PlanApi.Identity.Contracts;

namespace PlanApi.Identity.SignOut;

/// <summary>The button on every page of a signed-in person. It ends this realm's session and no other's.</summary>
internal static class SignOut
{
    public abstract class Submit(Sessions sessions, Realm realm, Area area, string policy) : FormEndpoint<EmptyRequest>
    {
        public override void Configure()
        {
            PostForm(area.SignOutPath);
            Policies(policy);
        }

        public override async Task HandleAsync(EmptyRequest form, CancellationToken ct)
        {
            await sessions.End(HttpContext, realm);
            await SeeOther(SignInPaths.Of(realm));
        }
    }

    public sealed class SubmitVendor(Sessions sessions) : Submit(sessions, Realm.Vendor, Area.Sandbox, SignInPolicies.Vendor);

    public sealed class SubmitMember(Sessions sessions) : Submit(sessions, Realm.Member, Area.Member, SignInPolicies.Member);

    public sealed class SubmitStaff(Sessions sessions) : Submit(sessions, Realm.Staff, Area.Review, SignInPolicies.Staff);
}
