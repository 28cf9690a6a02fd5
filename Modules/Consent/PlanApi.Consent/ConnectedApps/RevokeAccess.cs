using FastEndpoints;
using PlanApi.BuildingBlocks.Web;
using PlanApi.Identity.Contracts;

namespace PlanApi.Consent.ConnectedApps;

/// <summary>Ends a connection, after asking once what it means.</summary>
internal static class RevokeAccess
{
    private const string Path = ConnectedApps.Path + "/{grantId}/revoke";

    public static string PathOf(string grantId) => Path.Replace("{grantId}", grantId, StringComparison.Ordinal);

    public sealed class Show(Connections connections) : EndpointWithoutRequest
    {
        public override void Configure()
        {
            Get(Path);
            Policies(SignInPolicies.Member);
        }

        public override async Task HandleAsync(CancellationToken ct)
        {
            var path = PathOf(Route<string>("grantId")!);
            if ((await connections.Of(User.AccountId(), ct)).Concat(await connections.ByOthers(User.AccountId(), ct)).FirstOrDefault(c => c.RevokePath == path) is { } connection)
            {
                await Send.ResultAsync(Html.Page<RevokeAccessPage, Connection>(connection));
            }
            else
            {
                await Send.ResultAsync(Html.NotFound);
            }
        }
    }

    /// <remarks>A second press, or a grant of someone else, changes nothing and ends at the list, which shows what is so.</remarks>
    public sealed class Submit(Grants.Grants grants, Connections connections) : FormEndpoint<EmptyRequest>
    {
        public override void Configure()
        {
            PostForm(Path);
            Policies(SignInPolicies.Member);
        }

        public override async Task HandleAsync(EmptyRequest form, CancellationToken ct)
        {
            var grantId = Route<string>("grantId")!;
            var revoked = await grants.Revoke(grantId, User.AccountId(), ct);
            foreach (var own in revoked ? [] : await connections.OwnRecords(User.AccountId(), ct))
            {
                revoked |= await grants.RevokeOfPatient(grantId, own, ct);
            }

            await SeeOther(revoked ? ConnectedApps.Path + "?revoked=1" : ConnectedApps.Path);
        }
    }
}
