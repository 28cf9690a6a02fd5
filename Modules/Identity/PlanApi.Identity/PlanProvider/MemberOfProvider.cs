using System.Security.Claims;
using MongoDB.Driver;
using PlanApi.BuildingBlocks.People;
using PlanApi.BuildingBlocks.Store;
using PlanApi.BuildingBlocks.Web.Languages;
using PlanApi.Identity.Accounts;
using PlanApi.Identity.ActivateMember;
using PlanApi.Identity.Contracts;
using PlanApi.Identity.SignIn;
using PlanApi.PatientAccess.Contracts;

namespace PlanApi.Identity.PlanProvider;

/// <summary>Who came back from the provider.</summary>
internal abstract record ProviderSignIn
{
    public sealed record Known(StoredAccount Account) : ProviderSignIn;

    /// <param name="Why">A sentence for the person.</param>
    public sealed record Refused(string Why) : ProviderSignIn;
}

/// <summary>
/// Finds the account of whom the plan's provider signed in, by the member number that it says; makes one at the first time. An address alone opens no account: anybody's may be in a
/// profile, but the plan has checked the number.
/// </summary>
internal sealed class MemberOfProvider(IdentityDb db, AccountUserStore store, IMemberMatching members, ActivationAge age, ProviderSettings settings, TimeProvider clock)
{
    public async Task<ProviderSignIn> Find(ClaimsPrincipal person, CancellationToken ct)
    {
        if (person.FindFirstValue(settings.MemberNumberClaim) is not { Length: > 0 } number || await members.FindByNumber(number, ct) is not { } member)
        {
            return new ProviderSignIn.Refused(Texts.Say("The plan has no record that fits this sign-in. Call the member services number on your plan card."));
        }

        var owner = await db.Accounts.Find(FindMember.Owns(member.PatientId)).FirstOrDefaultAsync(ct);
        return owner switch
        {
            { Disabled: true } => new ProviderSignIn.Refused(Texts.Say("Your account is closed. Call the member services number on your plan card.")),
            { } known => new ProviderSignIn.Known(known),
            null when !age.IsReached(member.BirthDate) => new ProviderSignIn.Refused(Texts.Say("Members under age are represented by somebody else. Call the member services number on your plan card.")),
            null => await Make(member, AddressOf(person) ?? member.Email, ct),
        };
    }

    private async Task<ProviderSignIn> Make(MatchedMember member, string? email, CancellationToken ct)
    {
        if (email is null)
        {
            return new ProviderSignIn.Refused(Texts.Say("The plan has no e-mail address of yours, and an account needs one. Call the member services number on your plan card."));
        }

        var account = new StoredAccount
        {
            Id = NewId.From(clock),
            Realm = Realm.Member,
            Email = email,
            EmailKey = EmailAddress.KeyOf(email),
            DisplayName = member.DisplayName,
            Language = Language.Current,
            CreatedAt = clock.GetUtcNow(),
            Stamp = NewId.From(clock),
            // In the same write as the account: a kill leaves both or neither.
            Links = [new(member.PatientId, Relationships.Self, null, "provider")],
        };
        if ((await store.CreateAsync(account, ct)).Succeeded)
        {
            return new ProviderSignIn.Known(account);
        }

        // A second window may have come first.
        return await db.Accounts.Find(FindMember.Owns(member.PatientId)).FirstOrDefaultAsync(ct) is { } owner
            ? new ProviderSignIn.Known(owner)
            : new ProviderSignIn.Refused(Texts.Say("Another account has your e-mail address already. Sign in with its password, or call the member services number on your plan card."));
    }

    private static string? AddressOf(ClaimsPrincipal person) =>
        person.FindFirstValue("email") is { } email && person.FindFirstValue("email_verified") is "true" or "True" && EmailAddress.IsValid(email) ? email : null;
}
