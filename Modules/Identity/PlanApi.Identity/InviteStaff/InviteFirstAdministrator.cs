using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PlanApi.BuildingBlocks;
using PlanApi.Identity.Accounts;
using PlanApi.Identity.Contracts;

namespace PlanApi.Identity.InviteStaff;

/// <summary>While the plan has no administrator, each start sees to it that the one of the settings is invited, or appointed where the account is older than the roles.</summary>
internal sealed partial class InviteFirstAdministrator(PlanApiSettings settings, IAccounts accounts, Administrators administrators, StaffInvitations invitations, ILogger<InviteFirstAdministrator> logger) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (settings.Administrator is not { Length: > 0 } address || (await administrators.All(cancellationToken)).Count > 0)
        {
            return;
        }

        if (await accounts.FindByEmail(Realm.Staff, address, cancellationToken) is { } account)
        {
            await administrators.Appoint(account.AccountId, invitation: null, cancellationToken);
        }
        else if (await invitations.Invite(address, StaffRole.Administrator, by: "", evenIfOpen: false, cancellationToken))
        {
            Invited();
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(LogLevel.Information, "The plan has no administrator yet: the administrator of PlanApi__Administrator is invited by e-mail")]
    private partial void Invited();
}
