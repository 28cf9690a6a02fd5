using FastEndpoints;
using PlanApi.BuildingBlocks.Web;
using PlanApi.Identity.Accounts;
using PlanApi.Identity.Contracts;
using PlanApi.Identity.Portals;

namespace PlanApi.Identity.SignOut;

/// <summary>The button on every page of a signed-in person. It ends this realm's session and no other's.</summary>
internal static class SignOut
{
    public sealed class Submit(Sessions sessions) : FormEndpoint<EmptyRequest>
    {
        public override void Configure()
        {
            PostForm(PortalPaths.InEach("/sign-out"));
            Policies(PortalPolicies.SignedIn);
        }

        public override async Task HandleAsync(EmptyRequest form, CancellationToken ct)
        {
            var realm = PortalPaths.RealmAt(HttpContext.Request.Path);
            await sessions.End(HttpContext, realm);
            await SeeOther(SignInPaths.Of(realm));
        }
    }
}
