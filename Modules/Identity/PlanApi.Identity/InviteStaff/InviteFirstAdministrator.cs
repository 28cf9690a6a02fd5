using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PlanApi.BuildingBlocks;
using PlanApi.Identity.Contracts;

namespace PlanApi.Identity.InviteStaff;

/// <summary>While the plan has no staff, each start sees to it that the administrator of the settings has an open invitation.</summary>
internal sealed partial class InviteFirstAdministrator(PlanApiSettings settings, IAccounts accounts, StaffInvitations invitations, ILogger<InviteFirstAdministrator> logger) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (settings.Administrator is { Length: > 0 } address
            && (await accounts.Staff(cancellationToken)).Count == 0
            && await invitations.Invite(address, evenIfOpen: false, cancellationToken))
        {
            Invited();
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(LogLevel.Information, "The plan has no staff yet: the administrator of PlanApi__Administrator is invited by e-mail")]
    private partial void Invited();
}
