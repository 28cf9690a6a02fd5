using Hl7.Fhir.Model;
using Microsoft.Extensions.DependencyInjection;
using PlanApi.BuildingBlocks;
using PlanApi.Fhir;
using PlanApi.ProviderDirectory.Contracts;

namespace PlanApi.ProviderDirectory.Serve;

/// <summary>The directory as a FHIR endpoint.</summary>
internal static class DirectoryBranch
{
    public const string Name = "directory";

    public static FhirBranchDeclaration Declaration { get; } = new()
    {
        Name = Name,
        BasePath = DirectoryAddress.FhirBase,
        Collections = "providerDirectory",
        Resources = [.. PlanNet.Resources, .. Formulary.Resources],
        IsPublic = true,
        PublicUrl = static services => new(services.GetRequiredService<PlanApiSettings>().PublicUrl),
        Describe = static (_, statement) => Describe(statement),
        LoadTarget = Name,
    };

    private static void Describe(CapabilityStatement statement)
    {
        statement.Title = "Provider and pharmacy directory";
        statement.Instantiates =
        [
            "http://hl7.org/fhir/us/davinci-pdex-plan-net/CapabilityStatement/plan-net", "http://hl7.org/fhir/us/davinci-drug-formulary/CapabilityStatement/usdf-server",
        ];
        statement.ImplementationGuide =
        [
            "http://hl7.org/fhir/us/davinci-pdex-plan-net/ImplementationGuide/hl7.fhir.us.davinci-pdex-plan-net|1.1.0",
            "http://hl7.org/fhir/us/davinci-drug-formulary/ImplementationGuide/hl7.fhir.us.davinci-drug-formulary|2.0.1",
        ];
        statement.Rest[0].Documentation = "Public: no registration, no token. Read and search only.";
    }
}
