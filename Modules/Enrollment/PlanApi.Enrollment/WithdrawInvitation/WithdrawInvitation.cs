using FastEndpoints;
using Microsoft.AspNetCore.Builder;
using PlanApi.BuildingBlocks.Web;
using PlanApi.Enrollment.Data;
using PlanApi.Identity.Contracts;

namespace PlanApi.Enrollment.WithdrawInvitation;

/// <summary>"Withdraw": the link of the invitation ends. One that is accepted is none any more.</summary>
internal static class WithdrawInvitation
{
    public static readonly string Path = TeamPaths.Withdraw("{id}");

    public sealed class Submit(Invitations invitations) : FormEndpoint<EmptyRequest>
    {
        public override void Configure()
        {
            PostForm(Path);
            Policies(SignInPolicies.Vendor);
            Options(static b => b.RequireRateLimiting(RateLimits.Forms));
        }

        public override async Task HandleAsync(EmptyRequest form, CancellationToken ct) =>
            await (await invitations.Withdraw(User.OrganizationId(), Route<string>("id")!, ct) ? SeeOther(TeamPaths.After(TeamPaths.Withdrawn)) : Show(Html.NotFound));
    }
}
