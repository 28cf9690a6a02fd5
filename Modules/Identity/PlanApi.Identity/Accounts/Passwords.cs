using Microsoft.AspNetCore.Identity;

namespace PlanApi.Identity.Accounts;

/// <summary>How changing a password ended.</summary>
internal abstract record ChangePasswordResult
{
    private ChangePasswordResult() { }

    public sealed record Changed : ChangePasswordResult;

    /// <param name="Problem">What is wrong with it, in a sentence for the person.</param>
    public sealed record Weak(string Problem) : ChangePasswordResult;

    /// <summary>The account was changed since it was read, perhaps by the same link.</summary>
    public sealed record Overtaken : ChangePasswordResult;
}

/// <summary>Sets passwords. A new one changes the security stamp in the same write, which ends every session and every reset link.</summary>
internal sealed class Passwords(UserManager<StoredAccount> users, PasswordCheck check)
{
    public async Task<ChangePasswordResult> Change(StoredAccount account, string password, CancellationToken ct)
    {
        foreach (var validator in users.PasswordValidators)
        {
            if (await validator.ValidateAsync(users, account, password) is { Succeeded: false } problem)
            {
                return new ChangePasswordResult.Weak(problem.Errors.First().Description);
            }
        }

        account.News = [new PasswordChanged(account.Id)];
        account.PasswordHash = users.PasswordHasher.HashPassword(account, password);
        if (!(await users.UpdateSecurityStampAsync(account)).Succeeded)
        {
            return new ChangePasswordResult.Overtaken();
        }

        await check.Unlock(account, ct);
        return new ChangePasswordResult.Changed();
    }
}
