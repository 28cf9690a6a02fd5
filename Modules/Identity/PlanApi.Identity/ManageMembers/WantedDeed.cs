namespace PlanApi.Identity.ManageMembers;

/// <summary>A deed that can be done to this member now.</summary>
/// <param name="Target">What it is done to, as in its address; null where that is the account.</param>
/// <param name="To">The same in words.</param>
internal sealed record WantedDeed(Deed Deed, string? Target, string To)
{
    /// <returns>Null when there is nothing that it could be done to: an address that was never right, or what is gone meanwhile.</returns>
    public static WantedDeed? Of(MemberFile file, string? key, string? target)
    {
        if (Deed.Find(key) is not { } deed)
        {
            return null;
        }

        if (deed == Deed.Revoke)
        {
            return file.Connections.FirstOrDefault(c => c.GrantId == target) is { } app ? new(deed, target, app.AppName) : null;
        }

        if (deed == Deed.EndLink)
        {
            return target is not null && LinkOf(file, target) is { } name ? new(deed, target, name) : null;
        }

        return target is null && IsOpen(file, deed) ? new(deed, null, "") : null;
    }

    private static bool IsOpen(MemberFile file, Deed deed) =>
        deed == Deed.Unlock ? file.IsLocked
        : deed == Deed.ResetSecondFactor ? file.Account is { SecondFactorOn: true }
        : deed == Deed.PostCode ? file.MayActivate
        : (deed == Deed.SendResetLink || deed == Deed.EndAccount) && file.Account is not null;

    /// <summary>A link's target is the account that acts and the patient it acts for.</summary>
    public (string AccountId, string PatientId) Link => Target!.Split('.', 2) is [var account, var patient] ? (account, patient) : default;

    private static string? LinkOf(MemberFile file, string target) => target.Split('.', 2) switch
    {
        [var account, var patient] when patient == file.Patient.PatientId => file.ActingFor.FirstOrDefault(a => a.Id == account) is { } other ? $"{other.DisplayName} acts for {file.Patient.DisplayName}" : null,
        [var account, var patient] when account == file.Account?.Id && file.Account.Links.Any(l => l.PatientId == patient) => $"{file.Patient.DisplayName} acts for {file.Others.GetValueOrDefault(patient, "somebody else")}",
        _ => null,
    };
}
