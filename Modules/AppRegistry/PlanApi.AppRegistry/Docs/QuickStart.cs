using FastEndpoints;
using PlanApi.BuildingBlocks;
using PlanApi.BuildingBlocks.Web;
using PlanApi.PatientAccess.Contracts;

namespace PlanApi.AppRegistry.Docs;

/// <param name="Redirect">The redirect URL that the samples use when none is named.</param>
public sealed record QuickStartView(string PublicUrl, string SandboxFhir, string Redirect, IReadOnlyList<Sample> Samples);

/// <summary>From nothing to a synthetic patient's record.</summary>
internal static class QuickStart
{
    private const string Redirect = "http://127.0.0.1:8765/callback";

    public sealed class Show(PlanApiSettings settings) : EndpointWithoutRequest
    {
        public override void Configure()
        {
            Get(DocsPaths.QuickStart);
            AllowAnonymous();
        }

        public override Task HandleAsync(CancellationToken ct) => Send.ResultAsync(
            Html.Page<QuickStartPage, QuickStartView>(new(settings.PublicUrl, settings.UrlOf(PatientAccessPaths.SandboxFhir), Redirect, Samples.All)));
    }
}
