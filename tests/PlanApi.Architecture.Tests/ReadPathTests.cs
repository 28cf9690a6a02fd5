using ArchUnitNET.Domain;
using ArchUnitNET.Loader;

namespace PlanApi.Architecture.Tests;

/// <summary>What is served is copied from the stored bytes: FHIR model objects are known where resources are written, and where an endpoint and its parameters are declared.</summary>
public sealed class ReadPathTests
{
    private static readonly string[] Writing = ["PlanApi.Fhir.Index", "PlanApi.Fhir.Validation", "PlanApi.Fhir.Load"];

    private static readonly ILookup<string, string> ModelTypes = new ArchLoader().LoadAssembly(System.Reflection.Assembly.Load("PlanApi.Fhir")).Build().Types
        .SelectMany(t => t.Dependencies.Select(d => (User: Outermost(t), Used: d.Target.FullName)))
        .Where(u => IsModel(u.Used)).Distinct().ToLookup(u => u.User, u => u.Used);

    [Fact]
    public void No_model_object_is_made_where_something_is_read() =>
        ModelTypes.Select(u => u.Key).Where(u => !Writing.Contains(u[..u.LastIndexOf('.')])).Order().ShouldBe(
        [
            "PlanApi.Fhir.CapabilityBuilder",
            "PlanApi.Fhir.FhirBranch",
            "PlanApi.Fhir.FhirBranchDeclaration",
            "PlanApi.Fhir.SearchParameter",
            "PlanApi.Fhir.Store.ResourcePreparation",
        ]);

    [Fact]
    public void The_check_sees_model_objects_where_there_are() => ModelTypes["PlanApi.Fhir.Index.ResourceIndexer"].ShouldNotBeEmpty();

    // What the definitions say of types and elements is no object of a resource.
    private static bool IsModel(string type) =>
        type.StartsWith("Hl7.", StringComparison.Ordinal) && !type.StartsWith("Hl7.Fhir.Introspection.", StringComparison.Ordinal) && type != "Hl7.Fhir.Model.ModelInfo";

    private static string Outermost(IType type) => type.FullName.Split('+', '/')[0];
}
