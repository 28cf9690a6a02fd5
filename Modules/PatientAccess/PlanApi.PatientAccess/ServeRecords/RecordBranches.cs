using Hl7.Fhir.Model;
using Microsoft.Extensions.DependencyInjection;
using PlanApi.BuildingBlocks;
using PlanApi.BuildingBlocks.Store;
using PlanApi.Fhir;
using PlanApi.PatientAccess.Contracts;
using PlanApi.PatientAccess.ServeRecords.Declarations;

namespace PlanApi.PatientAccess.ServeRecords;

/// <summary>The two FHIR endpoints for patient data: the same types and steps over collections that share nothing.</summary>
internal sealed class RecordBranches(FhirBranches branches) : IModuleDb
{
    private const string ProductionName = "member records";
    private const string SandboxName = "sandbox records";

    /// <summary>Members of the plan.</summary>
    public static FhirBranchDeclaration Production { get; } = Declare(ProductionName, PatientAccessAddress.FhirBase, "patientAccess.members") with { LoadTarget = "members" };

    /// <summary>Synthetic patients; every document carries its vendor organization.</summary>
    public static FhirBranchDeclaration SandboxDeclaration { get; } =
        Declare(SandboxName, PatientAccessAddress.SandboxFhirBase, "patientAccess.sandbox") with { Steps = [typeof(AuthorizeStep), typeof(AuditStep), typeof(RehearseStep)] };

    public FhirBranch Members => branches[ProductionName];

    public FhirBranch Sandbox => branches[SandboxName];

    public System.Threading.Tasks.Task EnsureIndexes(CancellationToken ct) => System.Threading.Tasks.Task.WhenAll(Members.EnsureIndexes(ct), Sandbox.EnsureIndexes(ct));

    /// <summary>Whether a request came in at the sandbox's base.</summary>
    public static bool IsSandbox(FhirBranch branch) => branch.Declaration.Name == SandboxName;

    private static FhirBranchDeclaration Declare(string name, string path, string collections) => new()
    {
        Name = name,
        BasePath = path,
        Collections = collections,
        Resources = RecordTypes.All,
        Steps = [typeof(AuthorizeStep), typeof(AuditStep)],
        PublicUrl = static services => new(services.GetRequiredService<PlanApiSettings>().PublicUrl),
        Describe = (services, statement) => Describe(services.GetRequiredService<PlanApiSettings>(), path, statement),
    };

    // SMART App Launch 2.2, 6.1: the capability statement names the authorization endpoints for clients that look there.
    private static void Describe(PlanApiSettings settings, string path, CapabilityStatement statement)
    {
        var issuer = settings.UrlOf(path[..^PatientAccessAddress.FhirBase.Length]) + "/oauth";
        statement.Instantiates = ["http://hl7.org/fhir/us/core/CapabilityStatement/us-core-server|6.1.0", "http://hl7.org/fhir/us/carin-bb/CapabilityStatement/c4bb|2.0.0"];
        statement.Rest[0].Security = new()
        {
            Cors = true,
            Service = [new CodeableConcept("http://terminology.hl7.org/CodeSystem/restful-security-service", "SMART-on-FHIR", "SMART-on-FHIR", "OAuth2 using SMART-on-FHIR profile")],
            Extension =
            [
                new()
                {
                    Url = "http://fhir-registry.smarthealthit.org/StructureDefinition/oauth-uris",
                    Extension =
                    [
                        new("authorize", new FhirUri($"{issuer}/authorize")),
                        new("token", new FhirUri($"{issuer}/token")),
                        new("introspect", new FhirUri($"{issuer}/introspect")),
                        new("revoke", new FhirUri($"{issuer}/revoke")),
                    ],
                },
            ],
        };
    }
}
