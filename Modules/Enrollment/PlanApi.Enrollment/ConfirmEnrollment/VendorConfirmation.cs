using MongoDB.Driver;
using PlanApi.Enrollment.Data;
using PlanApi.Identity.Contracts;

namespace PlanApi.Enrollment.ConfirmEnrollment;

/// <summary>How confirming ended.</summary>
internal abstract record ConfirmResult
{
    private ConfirmResult() { }

    public sealed record Confirmed(string AccountId) : ConfirmResult;

    public sealed record WeakPassword(IReadOnlyList<string> Problems) : ConfirmResult;

    /// <summary>The link did its work before, with another password.</summary>
    public sealed record UsedBefore : ConfirmResult;

    /// <summary>Another enrollment of this address was confirmed first.</summary>
    public sealed record HasAccount : ConfirmResult;
}

/// <summary>
/// Turns an enrollment into an organization and an account. Each step may be done again, so a run that was cut off anywhere, or a button
/// pressed twice, ends as one run would have.
/// </summary>
internal sealed class VendorConfirmation(EnrollmentDb db, VendorOrganizations organizations, IAccounts accounts, TimeProvider clock)
{
    public async Task<ConfirmResult> Confirm(VendorEnrollment enrollment, string password, CancellationToken ct)
    {
        var result = enrollment.State == EnrollmentState.LinkSent ? await MakeAccount(enrollment, password, ct) : await PressedAgain(enrollment, password, ct);
        if (result is ConfirmResult.Confirmed && enrollment.State == EnrollmentState.LinkSent)
        {
            await db.Enrollments.UpdateOneAsync(
                e => e.Id == enrollment.Id,
                Builders<VendorEnrollment>.Update.Set(e => e.State, EnrollmentState.Confirmed).Unset(e => e.ForgetAt),
                cancellationToken: ct);
        }

        return result;
    }

    private async Task<ConfirmResult> MakeAccount(VendorEnrollment enrollment, string password, CancellationToken ct)
    {
        // The organization first: one without people is harmless, people without one are not.
        await organizations.Ensure(new(enrollment.Id, enrollment.OrganizationName, enrollment.OrganizationWebsite, enrollment.Country, clock.GetUtcNow()), ct);
        return await accounts.TryCreate(new(Realm.Vendor, enrollment.Email, enrollment.FullName, password, enrollment.Id), ct) switch
        {
            CreateAccountResult.Created created => new ConfirmResult.Confirmed(created.AccountId),
            CreateAccountResult.WeakPassword weak => new ConfirmResult.WeakPassword(weak.Problems),
            _ => await PressedAgain(enrollment, password, ct),
        };
    }

    /// <summary>The account is there. The password just made for it signs in; any other does not.</summary>
    private async Task<ConfirmResult> PressedAgain(VendorEnrollment enrollment, string password, CancellationToken ct)
    {
        var account = await accounts.FindByEmail(Realm.Vendor, enrollment.Email, ct);
        if (account is null || account.OrganizationId != enrollment.Id)
        {
            return new ConfirmResult.HasAccount();
        }

        return await accounts.VerifyPassword(account.AccountId, password, ct) ? new ConfirmResult.Confirmed(account.AccountId) : new ConfirmResult.UsedBefore();
    }
}
