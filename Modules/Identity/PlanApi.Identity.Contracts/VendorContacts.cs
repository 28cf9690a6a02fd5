namespace PlanApi.Identity.Contracts;

/// <summary>Whom the plan writes to about a vendor's app.</summary>
public static class VendorContacts
{
    /// <summary>The account that made the app or, when it is gone, another one of its organization; null when nobody is left.</summary>
    public static async Task<Account?> ContactFor(this IAccounts accounts, string createdBy, string organizationId, CancellationToken ct) =>
        await accounts.Find(createdBy, ct) is { Disabled: false } creator
            ? creator
            : await accounts.OfOrganization(organizationId, ct) is [var colleague, ..] ? colleague : null;
}
