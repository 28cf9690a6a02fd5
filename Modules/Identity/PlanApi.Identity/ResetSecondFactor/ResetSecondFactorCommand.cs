using MongoDB.Driver;
using PlanApi.BuildingBlocks.Modules;
using PlanApi.BuildingBlocks.People;
using PlanApi.Identity.Accounts;
using PlanApi.Identity.Contracts;

namespace PlanApi.Identity.ResetSecondFactor;

internal sealed class ResetSecondFactorCommand(IdentityDb db, SecondFactor secondFactor) : ICommand
{
    public string Name => "reset-second-factor";

    public string Usage => "<email>   takes a lost authenticator app and passkeys off a staff account and ends its sessions; the next sign-in sets up a new one";

    public async Task<int> Run(IReadOnlyList<string> arguments, TextWriter output, CancellationToken ct)
    {
        if (arguments is not [var address])
        {
            await output.WriteLineAsync($"Type: {Name} name@plan.example");
            return 2;
        }

        var key = EmailAddress.KeyOf(address);
        var account = await db.Accounts.Find(a => a.Realm == Realm.Staff && a.EmailKey == key).FirstOrDefaultAsync(ct);
        if (account is null)
        {
            await output.WriteLineAsync("There is no staff account with this address.");
            return 1;
        }

        var done = await secondFactor.Reset(account);
        await output.WriteLineAsync(done ? "Done: the second factor is off and every session has ended." : "The account was changed at the same moment. Run this again.");
        return done ? 0 : 1;
    }
}
