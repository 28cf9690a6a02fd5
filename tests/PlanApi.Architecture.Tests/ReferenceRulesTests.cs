using System.Reflection;
using System.Runtime.CompilerServices;

namespace PlanApi.Architecture.Tests;

public sealed class ReferenceRulesTests
{
    private static readonly string[] ModulesOnTheFhirCore = ["PatientAccess", "ProviderDirectory"];

    [Theory, MemberData(nameof(Solution.ModuleNames), MemberType = typeof(Solution))]
    public void A_module_uses_building_blocks_and_contracts_and_no_other_module(string module)
    {
        string[] allowed = ModulesOnTheFhirCore.Contains(module) ? ["PlanApi.BuildingBlocks", "PlanApi.Fhir", "PlanApi.SyntheticData"] : ["PlanApi.BuildingBlocks"];

        Solution.OwnReferences(Solution.Module(module))
            .Where(n => !n.EndsWith(".Contracts", StringComparison.Ordinal))
            .Except(allowed)
            .ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(Solution.ModuleNames), MemberType = typeof(Solution))]
    public void Contracts_use_nothing_but_the_base_library(string module) =>
        Solution.Contracts(module).GetReferencedAssemblies().Select(a => a.Name!)
            .Where(n => !n.StartsWith("System.", StringComparison.Ordinal))
            .ShouldBeEmpty();

    [Theory, InlineData("PlanApi.BuildingBlocks"), InlineData("PlanApi.Fhir"), InlineData("PlanApi.EmbeddedMongo"), InlineData("PlanApi.SyntheticData")]
    public void Building_blocks_know_no_module_and_not_each_other(string assembly) =>
        Solution.OwnReferences(Assembly.Load(assembly)).ShouldBeEmpty();

    [Fact]
    public void Internals_are_shown_to_tests_and_to_nobody_else() =>
        Solution.Product.SelectMany(a => a.GetCustomAttributes<InternalsVisibleToAttribute>()).Select(i => i.AssemblyName)
            .Where(n => !n.EndsWith(".Tests", StringComparison.Ordinal))
            .ShouldBeEmpty();

    [Theory, MemberData(nameof(Solution.ModuleNames), MemberType = typeof(Solution))]
    public void A_module_names_no_collection_of_another(string module) =>
        Solution.Sources("Modules", module)
            .SelectMany(file => Literals.CollectionNames(File.ReadAllText(file)).Select(name => (File: Path.GetFileName(file), Name: name)))
            .Where(use => Solution.Modules.Any(other => other != module && use.Name.StartsWith(other + ".", StringComparison.OrdinalIgnoreCase)))
            .ShouldBeEmpty();

    [Fact]
    public void The_rule_about_collections_sees_the_names_there_are() =>
        Solution.Sources("Modules", "Consent").SelectMany(file => Literals.CollectionNames(File.ReadAllText(file))).ShouldContain("consent.grants");
}
