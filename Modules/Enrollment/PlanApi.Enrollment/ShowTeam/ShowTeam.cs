using FastEndpoints;
using PlanApi.BuildingBlocks.Web;
using PlanApi.Enrollment.Contracts;
using PlanApi.Enrollment.Data;
using PlanApi.Identity.Contracts;

namespace PlanApi.Enrollment.ShowTeam;

public sealed record ShowTeamView(
    string LegalName, string Website, string Country, DateTimeOffset EnrolledAt, IReadOnlyList<ColleagueView> People, IReadOnlyList<InvitationView> Invitations, string? Notice);

/// <param name="Self">Whether it is the one who looks.</param>
public sealed record ColleagueView(string AccountId, string Name, string Email, DateTimeOffset Since, bool Self);

/// <param name="Age">How long ago it was last sent, in words.</param>
public sealed record InvitationView(string Id, string Email, string InvitedBy, string Age, DateTimeOffset ExpiresAt, bool Expired);

/// <summary>A vendor organization: its details, its people and whom they invited. Everyone of it is equal.</summary>
internal static class ShowTeam
{
    public sealed class Show(VendorOrganizations organizations, Invitations invitations, IAccounts accounts, TimeProvider clock) : EndpointWithoutRequest
    {
        public override void Configure()
        {
            Get(EnrollmentPaths.Team);
            Policies(SignInPolicies.Vendor);
        }

        public override async Task HandleAsync(CancellationToken ct)
        {
            if (await organizations.FindStored(User.OrganizationId(), ct) is not { } organization)
            {
                await Send.ResultAsync(Html.NotFound);
                return;
            }

            var now = clock.GetUtcNow();
            var people = await accounts.OfOrganization(organization.Id, ct);
            var open = await invitations.Open(organization.Id, ct);
            await Send.ResultAsync(Html.Page<ShowTeamPage, ShowTeamView>(new(
                organization.LegalName,
                organization.Website,
                organization.Country,
                organization.EnrolledAt,
                [.. people.OrderBy(p => p.CreatedAt).Select(p => new ColleagueView(p.AccountId, p.DisplayName, p.Email, p.CreatedAt, p.AccountId == User.AccountId()))],
                [.. open.Select(i => new InvitationView(i.Id, i.Email, i.InvitedByName, Age.InWords(now - i.SentAt), i.ExpiresAt, i.ExpiresAt <= now))],
                Notice())));
        }

        private string? Notice() => HttpContext.Request.Query.Keys.FirstOrDefault() switch
        {
            TeamPaths.Saved => "The organization's details are saved.",
            TeamPaths.Invited => "The invitation is open. A message goes to the address.",
            TeamPaths.SentAgain => "A message with a new link goes to the address. The link before it no longer works.",
            TeamPaths.TooSoon => "Nothing was sent: the last message is less than 15 minutes old. Look for it with your colleague, or try again later.",
            TeamPaths.Withdrawn => "The invitation is withdrawn. Its link no longer works.",
            TeamPaths.Removed => "The person is removed, and was told by e-mail.",
            _ => null,
        };
    }
}
