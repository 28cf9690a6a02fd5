using PlanApi.Identity.Contracts;

namespace PlanApi.Identity.Accounts;

/// <summary>
/// The four cookie schemes of one realm. A cookie is protected under its scheme's name, so none can be read as another's: neither another
/// realm's, nor another step's.
/// </summary>
/// <param name="SignedIn">Wholly signed in: the only one that a policy accepts.</param>
/// <param name="SecondFactorPending">The password was right; the second factor is still to be shown.</param>
/// <param name="RememberedDevice">A second factor was shown on this device before.</param>
/// <param name="External">Back from the plan's own identity provider, not yet matched to an account.</param>
internal sealed record RealmSchemes(string SignedIn, string SecondFactorPending, string RememberedDevice, string External)
{
    private static readonly RealmSchemes Vendor = Named("vendor");
    private static readonly RealmSchemes Member = Named("member");
    private static readonly RealmSchemes Staff = Named("staff");
    private static readonly RealmSchemes TestPatient = Named("test-patient");

    public IReadOnlyList<string> All => [SignedIn, SecondFactorPending, RememberedDevice, External];

    public static RealmSchemes Of(Realm realm) => realm switch
    {
        Realm.Vendor => Vendor,
        Realm.Member => Member,
        Realm.Staff => Staff,
        Realm.TestPatient => TestPatient,
        _ => throw new ArgumentOutOfRangeException(nameof(realm)),
    };

    private static RealmSchemes Named(string realm) => new(realm, $"{realm}.second-factor", $"{realm}.remembered", $"{realm}.external");
}
