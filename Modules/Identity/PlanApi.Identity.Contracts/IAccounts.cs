namespace PlanApi.Identity.Contracts;

/// <summary>A person's account in one realm.</summary>
/// <param name="OrganizationId">The vendor organization of a vendor or a test patient; null in the other realms.</param>
public sealed record Account(string AccountId, Realm Realm, string Email, string DisplayName, string? OrganizationId, bool Disabled)
{
    /// <summary>What the person wants to read mails in (BCP 47); "" until one is chosen.</summary>
    public string Language { get; init; } = "";

    public DateTimeOffset CreatedAt { get; init; }
}

/// <summary>What a new account starts with. The address counts as confirmed: whoever asks has proved it.</summary>
public sealed record NewAccount(Realm Realm, string Email, string DisplayName, string Password, string? OrganizationId = null)
{
    /// <inheritdoc cref="Account.Language"/>
    public string Language { get; init; } = "";
}

/// <summary>How making an account ended.</summary>
public abstract record CreateAccountResult
{
    private CreateAccountResult() { }

    public sealed record Created(string AccountId) : CreateAccountResult;

    /// <summary>The realm has an account with this address already.</summary>
    public sealed record AddressTaken : CreateAccountResult;

    /// <summary>The password is too weak; each problem is a sentence for the person.</summary>
    public sealed record WeakPassword(IReadOnlyList<string> Problems) : CreateAccountResult;
}

/// <summary>Accounts of all realms, for the modules whose flows make them or ask about them.</summary>
public interface IAccounts
{
    Task<Account?> Find(string accountId, CancellationToken ct);

    /// <summary>By address, whatever its case.</summary>
    Task<Account?> FindByEmail(Realm realm, string email, CancellationToken ct);

    /// <summary>Every enabled account of the plan's staff: those who are e-mailed about new requests.</summary>
    Task<IReadOnlyList<Account>> Staff(CancellationToken ct);

    /// <summary>Every enabled account of a vendor organization.</summary>
    Task<IReadOnlyList<Account>> OfOrganization(string organizationId, CancellationToken ct);

    Task<CreateAccountResult> TryCreate(NewAccount account, CancellationToken ct);

    /// <summary>What makes the password of a new account too weak, each problem a sentence for the person; nothing is made.</summary>
    Task<IReadOnlyList<string>> ProblemsOf(NewAccount account, CancellationToken ct);

    /// <summary>Ends a vendor's account: its sessions and sandbox tokens at once, and its address is free for another one. Again changes nothing.</summary>
    Task End(string accountId, CancellationToken ct);

    /// <summary>Asks the password again before something delicate. Wrong answers count towards the lockout; a locked account answers false.</summary>
    Task<bool> VerifyPassword(string accountId, string password, CancellationToken ct);

    /// <summary>As <see cref="VerifyPassword"/>, for a page that asks the person who is signed in. No password at all is no wrong answer.</summary>
    /// <returns>What is wrong, for the person; null when the password is right.</returns>
    Task<string?> Disproof(string accountId, string password, CancellationToken ct);

    /// <summary>Signs the person of the current HTTP request in to the account's realm.</summary>
    /// <exception cref="InvalidOperationException">There is no such account, or no current HTTP request.</exception>
    Task SignIn(string accountId, CancellationToken ct);
}
