using FastEndpoints;
using PlanApi.BuildingBlocks.Web;
using PlanApi.PatientAccess.Contracts;
using PlanApi.ProviderDirectory.Contracts;

namespace PlanApi.ProductionReview.Home;

/// <param name="Interfaces">Where each FHIR server tells what it can do.</param>
public sealed record HomeView(string DirectoryPath, IReadOnlyList<AreaLink> Interfaces);

/// <summary>The start page: a door for each kind of visitor.</summary>
internal static class Home
{
    private const string Directory = $"{DirectoryAddress.FhirBase}/metadata";

    private static readonly IReadOnlyList<AreaLink> Interfaces =
    [
        new("Patient Access", $"{PatientAccessPaths.Fhir}/metadata"),
        new("Patient Access, sandbox", $"{PatientAccessPaths.SandboxFhir}/metadata"),
        new("Provider directory", Directory),
    ];

    public sealed class Show : EndpointWithoutRequest
    {
        public override void Configure()
        {
            Get("/");
            AllowAnonymous();
        }

        public override Task HandleAsync(CancellationToken ct) => Send.ResultAsync(Html.Page<HomePage, HomeView>(new(Directory, Interfaces)));
    }
}
