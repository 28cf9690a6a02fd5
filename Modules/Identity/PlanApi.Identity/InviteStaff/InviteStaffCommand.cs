using PlanApi.BuildingBlocks.Modules;
using PlanApi.BuildingBlocks.People;
using PlanApi.Identity.Contracts;

namespace PlanApi.Identity.InviteStaff;

internal sealed class InviteStaffCommand(IAccounts accounts, StaffInvitations invitations) : ICommand
{
    public string Name => "invite-staff";

    public string Usage => "<email> [reviewer|administrator]   invites to the plan's staff; an earlier invitation's link stops working";

    public async Task<int> Run(IReadOnlyList<string> arguments, TextWriter output, CancellationToken ct)
    {
        var role = arguments is [_, var said] ? said : StaffRole.Administrator;
        if (arguments is not ([_] or [_, _]) || !EmailAddress.IsValid(arguments[0].Trim()) || !StaffRole.IsOne(role))
        {
            await output.WriteLineAsync($"Type: {Name} name@plan.example [reviewer|administrator]");
            return 2;
        }

        var address = arguments[0];
        if (await accounts.FindByEmail(Realm.Staff, address, ct) is not null)
        {
            await output.WriteLineAsync($"This address has a staff account. To set a new password, open {SignInPaths.ResetStaff}; for a lost phone, run reset-second-factor.");
            return 1;
        }

        // The link itself is not printed: consoles are logged, and the invitation must prove the mailbox.
        await invitations.Invite(address, role, by: "", evenIfOpen: true, ct);
        await output.WriteLineAsync("Invited. The running host sends the e-mail now; otherwise it is sent at the next start.");
        return 0;
    }
}
