using FastEndpoints;
using PlanApi.BuildingBlocks.Web;
using PlanApi.BuildingBlocks.Web.SendAgain;
using PlanApi.Identity.Contracts;
using PlanApi.Identity.Portals;

namespace PlanApi.Identity.KeepForm;

/// <summary>Where a person lands who signs in again after a session ended in the middle of a form: with what was typed, ready to be sent.</summary>
internal static class ShowKeptForm
{
    private const string Page = "/continue/{id}";

    public static string PathOf(Realm realm, string id) => PortalPaths.In(realm, Page).Replace("{id}", id, StringComparison.Ordinal);

    public sealed class Show(KeptForms forms) : EndpointWithoutRequest
    {
        public override void Configure()
        {
            Get(PortalPaths.InEach(Page));
            Policies(PortalPolicies.SignedIn);
        }

        public override async Task HandleAsync(CancellationToken ct) =>
            await Send.ResultAsync(await forms.Find(Route<string>("id")!, User.AccountId(), ct) is { } form ? Html.Page<SendAgainPage, SentForm>(form) : Html.NotFound);
    }
}
