using FastEndpoints;
using PlanApi.BuildingBlocks.Web;
using PlanApi.Identity.Contracts;

namespace PlanApi.Identity.ManageMembers;

/// <param name="Account">Null without an account.</param>
/// <param name="PostCodePath">Where a letter is made; null when the member has an account, or may not have one.</param>
public sealed record ShowMemberView(
    string Name, MemberAccountView? Account, string? PostCodePath, IReadOnlyList<MemberLinkView> ActsFor, IReadOnlyList<MemberLinkView> RepresentedBy, IReadOnlyList<MemberConnectionView> Connections,
    IReadOnlyList<MemberEntryView> Entries, string AddLinkPath, string? Notice);

public sealed record MemberAccountView(string Email, DateTimeOffset Since, bool IsLocked, bool HasPassword, bool SecondFactorOn, IReadOnlyList<AreaLink> Deeds, AreaLink End);

/// <param name="Name">Of the person at the other end.</param>
/// <param name="Relationship">What who acts is to the other.</param>
public sealed record MemberLinkView(string Name, string Relationship, DateOnly? Until, string Source, string EndPath);

/// <param name="By">Who allowed it, where that was not the member.</param>
public sealed record MemberConnectionView(string App, string Reads, string By, DateTimeOffset Since, DateTimeOffset? Until, DateTimeOffset? LastUsed, string RevokePath);

public sealed record MemberEntryView(DateTimeOffset At, string By, string What, string Reason);

/// <summary>What staff see of one member.</summary>
internal static class ShowMember
{
    public sealed class Show(MemberFiles files, MemberEntries entries) : EndpointWithoutRequest
    {
        public override void Configure()
        {
            Get(MemberPaths.Member);
            Policies(SignInPolicies.Staff);
        }

        public override async Task HandleAsync(CancellationToken ct)
        {
            if (await files.Find(Route<string>("patient")!, User.AccountId(), ct) is not { } file)
            {
                await Send.ResultAsync(Html.NotFound);
                return;
            }

            var kept = await entries.Of(file.Patient.PatientId, ct);
            await Send.ResultAsync(Html.Page<ShowMemberPage, ShowMemberView>(ViewOf(file, kept, NoticeOf(Query<string>("done", isRequired: false)))));
        }
    }

    private static ShowMemberView ViewOf(MemberFile file, IReadOnlyList<MemberEntry> entries, string? notice)
    {
        var id = file.Patient.PatientId;
        return new(
            file.Patient.DisplayName,
            file.Account is { } account ? AccountOf(id, account, file.IsLocked) : null,
            file.MayActivate ? MemberPaths.To(id, Deed.PostCode) : null,
            [.. file.Account?.Links.Where(l => l.PatientId != id).Select(l => new MemberLinkView(
                file.Others.GetValueOrDefault(l.PatientId, "A person whose record is no longer here"), l.Relationship, l.Until, l.Source, MemberPaths.To(id, Deed.EndLink, $"{file.Account.Id}.{l.PatientId}"))) ?? []],
            [.. file.ActingFor.Select(a => (Account: a, Link: a.Links.First(l => l.PatientId == id))).Select(a => new MemberLinkView(
                a.Account.DisplayName, a.Link.Relationship, a.Link.Until, a.Link.Source, MemberPaths.To(id, Deed.EndLink, $"{a.Account.Id}.{id}")))],
            [.. file.Connections.Select(c => new MemberConnectionView(
                c.AppName, string.Join(", ", c.Categories), c.AccountId == file.Account?.Id ? "" : file.ActingFor.FirstOrDefault(a => a.Id == c.AccountId)?.DisplayName ?? "Somebody else", c.Since, c.Until, c.LastUsed,
                MemberPaths.To(id, Deed.Revoke, c.GrantId)))],
            [.. entries.Where(e => e.Done).Select(e => new MemberEntryView(e.At, e.ByName, WordsOf(e), e.Reason))],
            MemberPaths.To(id, Deed.AddLink),
            notice);
    }

    private static MemberAccountView AccountOf(string patientId, Accounts.StoredAccount account, bool isLocked)
    {
        List<Deed> deeds = [Deed.SendResetLink];
        if (isLocked)
        {
            deeds.Insert(0, Deed.Unlock);
        }

        if (account.SecondFactorOn)
        {
            deeds.Add(Deed.ResetSecondFactor);
        }

        return new(
            account.Email, account.CreatedAt, isLocked, account.PasswordHash is not null, account.SecondFactorOn,
            [.. deeds.Select(d => new AreaLink(d.Title, MemberPaths.To(patientId, d)))], new(Deed.EndAccount.Title, MemberPaths.To(patientId, Deed.EndAccount)));
    }

    private static string WordsOf(MemberEntry entry) => (Deed.Find(entry.What)?.Past ?? "Looked at this page by the member number") + (entry.To.Length > 0 ? $": {entry.To}" : "");

    private static string? NoticeOf(string? done) => done switch
    {
        "nothing" => "Nothing was changed: it had been done already.",
        _ when Deed.Find(done) is { } deed => $"Done. {deed.Past}.",
        _ => null,
    };
}
