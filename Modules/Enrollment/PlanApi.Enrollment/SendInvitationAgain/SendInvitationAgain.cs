using FastEndpoints;
using Microsoft.AspNetCore.Builder;
using PlanApi.BuildingBlocks.Web;
using PlanApi.Enrollment.Data;
using PlanApi.Identity.Contracts;

namespace PlanApi.Enrollment.SendInvitationAgain;

/// <summary>"Send again": a new link and seven more days; the link before it ends.</summary>
internal static class SendInvitationAgain
{
    public static readonly string Path = TeamPaths.SendAgain("{id}");

    public sealed class Submit(Invitations invitations) : FormEndpoint<EmptyRequest>
    {
        public override void Configure()
        {
            PostForm(Path);
            Policies(SignInPolicies.Vendor);
            Options(static b => b.RequireRateLimiting(RateLimits.Forms));
        }

        public override async Task HandleAsync(EmptyRequest form, CancellationToken ct)
        {
            var sent = await invitations.SendAgain(User.OrganizationId(), Route<string>("id")!, ct);
            await (sent is null ? Show(Html.NotFound) : SeeOther(TeamPaths.After(sent.Value ? TeamPaths.SentAgain : TeamPaths.TooSoon)));
        }
    }
}
