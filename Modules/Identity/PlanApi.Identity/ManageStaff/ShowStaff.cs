using FastEndpoints;
using PlanApi.BuildingBlocks.Web;
using PlanApi.Identity.Accounts;
using PlanApi.Identity.Portals;

namespace PlanApi.Identity.ManageStaff;

/// <param name="LastSignIn">The newest that is still known; null for none.</param>
public sealed record ShowStaffView(
    string Name, string Email, string Role, bool SecondFactorOn, DateTimeOffset? LastSignIn, DateTimeOffset Since, IReadOnlyList<AreaLink> Deeds, AreaLink? End, IReadOnlyList<StaffEntryView> Entries, string? Notice);

public sealed record StaffEntryView(DateTimeOffset At, string By, string What, string Reason);

/// <summary>One member of staff, and what administrators did to the account.</summary>
internal static class ShowStaff
{
    public sealed class Show(StaffDeeds deeds, StaffEntries entries, Administrators administrators) : EndpointWithoutRequest
    {
        public override void Configure()
        {
            Get(StaffPaths.Person);
            Policies(PortalPolicies.Administrator);
        }

        public override async Task HandleAsync(CancellationToken ct)
        {
            if (await deeds.Find(Route<string>("account")!, ct) is not { } account)
            {
                await Send.ResultAsync(Html.NotFound);
                return;
            }

            var open = await deeds.Open(account, User.AccountId(), ct);
            await Send.ResultAsync(Html.Page<ShowStaffPage, ShowStaffView>(new(
                account.DisplayName, account.Email, ListStaff.RoleOf(await administrators.Has(account.Id, ct)), account.SecondFactorOn, ListStaff.LastSignInOf(account), account.CreatedAt,
                [.. open.Where(d => d != StaffDeed.End).Select(d => new AreaLink(d.Title, StaffPaths.To(account.Id, d)))],
                open.Contains(StaffDeed.End) ? new(StaffDeed.End.Title, StaffPaths.To(account.Id, StaffDeed.End)) : null,
                [.. (await entries.Of(account.Id, ct)).Where(e => e.Done).Select(e => new StaffEntryView(e.At, e.ByName, StaffDeed.Find(e.What)?.Past ?? e.What, e.Reason))],
                ListStaff.NoticeOf(Query<string>("done", isRequired: false)))));
        }
    }
}
