using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using MongoDB.Driver;
using PlanApi.BuildingBlocks.People;
using PlanApi.BuildingBlocks.Store;
using PlanApi.Identity.Contracts;

namespace PlanApi.Identity.Accounts;

/// <summary>Accounts for the other modules.</summary>
internal sealed class StoredAccounts(
    IdentityDb db, UserManager<StoredAccount> users, PasswordCheck passwords, Sessions sessions, EndAccount ending, IHttpContextAccessor http, TimeProvider clock) : IAccounts
{
    public async Task<Account?> Find(string accountId, CancellationToken ct) =>
        (await db.Accounts.Find(a => a.Id == accountId).FirstOrDefaultAsync(ct))?.ToContract();

    public async Task<Account?> FindByEmail(Realm realm, string email, CancellationToken ct)
    {
        var key = EmailAddress.KeyOf(email);
        return (await db.Accounts.Find(a => a.Realm == realm && a.EmailKey == key).FirstOrDefaultAsync(ct))?.ToContract();
    }

    public async Task<IReadOnlyList<Account>> Staff(CancellationToken ct) =>
        Contracts(await db.Accounts.Find(a => a.Realm == Realm.Staff && !a.Disabled).ToListAsync(ct));

    public async Task<IReadOnlyList<Account>> OfOrganization(string organizationId, CancellationToken ct) =>
        Contracts(await db.Accounts.Find(a => a.OrganizationId == organizationId && a.Realm == Realm.Vendor && !a.Disabled).ToListAsync(ct));

    public async Task<CreateAccountResult> TryCreate(NewAccount account, CancellationToken ct)
    {
        var stored = New(account);
        var result = await users.CreateAsync(stored, account.Password);
        return result switch
        {
            { Succeeded: true } => new CreateAccountResult.Created(stored.Id),
            _ when result.Errors.Any(e => e.Code == AccountUserStore.AddressTaken) => new CreateAccountResult.AddressTaken(),
            _ => new CreateAccountResult.WeakPassword([.. result.Errors.Select(e => e.Description)]),
        };
    }

    public async Task<IReadOnlyList<string>> ProblemsOf(NewAccount account, CancellationToken ct)
    {
        var (stored, problems) = (New(account), new List<string>());
        foreach (var rule in users.PasswordValidators)
        {
            problems.AddRange((await rule.ValidateAsync(users, stored, account.Password)).Errors.Select(e => e.Description));
        }

        return problems;
    }

    public async Task End(string accountId, CancellationToken ct)
    {
        if (await db.Accounts.Find(a => a.Id == accountId).FirstOrDefaultAsync(ct) is { } account)
        {
            await ending.End(account, ct, tells: false);
        }
    }

    public async Task<bool> VerifyPassword(string accountId, string password, CancellationToken ct) =>
        await Find(accountId, ct) is { } account && await passwords.Check(account.Realm, account.Email, password, ct) is not null;

    public async Task<string?> Disproof(string accountId, string password, CancellationToken ct) =>
        password.Length > 0 && await VerifyPassword(accountId, password, ct) ? null : PasswordCheck.Refusal;

    public async Task SignIn(string accountId, CancellationToken ct)
    {
        var current = http.HttpContext ?? throw new InvalidOperationException("There is no HTTP request to sign in.");
        var account = await db.Accounts.Find(a => a.Id == accountId).FirstOrDefaultAsync(ct) ?? throw new InvalidOperationException("There is no such account.");
        await sessions.AfterPassword(current, account);
    }

    private StoredAccount New(NewAccount account) => new()
    {
        Id = NewId.From(clock),
        Realm = account.Realm,
        Email = account.Email.Trim(),
        EmailKey = EmailAddress.KeyOf(account.Email),
        DisplayName = account.DisplayName,
        OrganizationId = account.OrganizationId,
        Language = account.Language,
        CreatedAt = clock.GetUtcNow(),
    };

    private static List<Account> Contracts(List<StoredAccount> accounts) => accounts.ConvertAll(a => a.ToContract());
}
