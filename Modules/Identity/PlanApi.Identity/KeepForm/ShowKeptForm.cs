using FastEndpoints;
using PlanApi.BuildingBlocks.Web;
using PlanApi.BuildingBlocks.Web.SendAgain;
using PlanApi.Identity.Contracts;

namespace PlanApi.Identity.KeepForm;

/// <summary>Where a person lands who signs in again after a session ended in the middle of a form: with what was typed, ready to be sent.</summary>
internal static class ShowKeptForm
{
    private const string Vendor = "/sandbox/continue/{id}";
    private const string Member = "/member/continue/{id}";
    private const string Staff = "/review/continue/{id}";

    public static string PathOf(Realm realm, string id) => (realm switch
    {
        Realm.Vendor => Vendor,
        Realm.Member => Member,
        Realm.Staff => Staff,
        _ => throw new ArgumentOutOfRangeException(nameof(realm), realm, "Test patients have no forms but those of a launch, which ends sooner."),
    }).Replace("{id}", id, StringComparison.Ordinal);

    public sealed class ToVendor(KeptForms forms) : Show(forms, Vendor, SignInPolicies.Vendor);

    public sealed class ToMember(KeptForms forms) : Show(forms, Member, SignInPolicies.Member);

    public sealed class ToStaff(KeptForms forms) : Show(forms, Staff, SignInPolicies.Staff);

    public abstract class Show(KeptForms forms, string path, string policy) : EndpointWithoutRequest
    {
        public override void Configure()
        {
            Get(path);
            Policies(policy);
        }

        public override async Task HandleAsync(CancellationToken ct) =>
            await Send.ResultAsync(await forms.Find(Route<string>("id")!, User.AccountId(), ct) is { } form ? Html.Page<SendAgainPage, SentForm>(form) : Html.NotFound);
    }
}
