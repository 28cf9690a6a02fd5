using FastEndpoints;
using PlanApi.AppRegistry.AppForms;
using PlanApi.BuildingBlocks;
using PlanApi.BuildingBlocks.Web;

namespace PlanApi.AppRegistry.Docs;

/// <param name="TokenCalls">How many requests a client address may send to the token, introspection and revocation endpoints in a minute.</param>
/// <param name="RedirectUrls">How many an application may have.</param>
public sealed record ErrorsAndLimitsView(int TokenCalls, int RedirectUrls);

/// <summary>What can go wrong, how it is told, and what an application does then.</summary>
internal static class ErrorsAndLimits
{
    public sealed class Show(PlanApiSettings settings) : EndpointWithoutRequest
    {
        public override void Configure()
        {
            Get(DocsPaths.Errors);
            AllowAnonymous();
        }

        public override Task HandleAsync(CancellationToken ct) =>
            Send.ResultAsync(Html.Page<ErrorsAndLimitsPage, ErrorsAndLimitsView>(new(settings.RequestLimits.Token, AppFormRules.MaxRedirectUrls)));
    }
}
