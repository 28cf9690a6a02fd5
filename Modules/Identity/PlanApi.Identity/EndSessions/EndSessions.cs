using FastEndpoints;
using Microsoft.AspNetCore.Identity;
using PlanApi.BuildingBlocks.Web;
using PlanApi.Identity.Accounts;
using PlanApi.Identity.MyAccount;
using PlanApi.Identity.Portals;

namespace PlanApi.Identity.EndSessions;

/// <summary>Signs out elsewhere: one session, or all but this.</summary>
internal static class EndSessions
{
    public sealed class One(OwnAccount own, Sessions sessions) : FormEndpoint<EmptyRequest>
    {
        public override void Configure()
        {
            PostForm(PortalPaths.InEach(MyAccountPaths.EndSession));
            Policies(PortalPolicies.SignedIn);
        }

        public override async Task HandleAsync(EmptyRequest form, CancellationToken ct)
        {
            var account = await own.Of(User, ct);
            await sessions.End(account.Id, Route<string>("session")!);
            await SeeOther(MyAccountPaths.Done(account.Realm, "session"));
        }
    }

    /// <remarks>A new security stamp ends every session and every remembered browser in one write; then this browser begins anew.</remarks>
    public sealed class Others(OwnAccount own, UserManager<StoredAccount> users, Sessions sessions) : FormEndpoint<EmptyRequest>
    {
        public override void Configure()
        {
            PostForm(PortalPaths.InEach(MyAccountPaths.EndOthers));
            Policies(PortalPolicies.SignedIn);
        }

        public override async Task HandleAsync(EmptyRequest form, CancellationToken ct)
        {
            var account = await own.Of(User, ct);
            await users.UpdateSecurityStampAsync(account);
            await sessions.Renew(HttpContext, await own.Of(User, ct));
            await SeeOther(MyAccountPaths.Done(account.Realm, "others"));
        }
    }
}
