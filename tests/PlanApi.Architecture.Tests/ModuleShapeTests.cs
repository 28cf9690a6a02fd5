using Microsoft.AspNetCore.Components;
using PlanApi.BuildingBlocks.Modules;

namespace PlanApi.Architecture.Tests;

public sealed class ModuleShapeTests
{
    /// <summary>The class that the compiler makes of _Imports.razor.</summary>
    private const string RazorImports = "_Imports";

    [Theory, MemberData(nameof(Solution.ModuleNames), MemberType = typeof(Solution))]
    public void Only_the_module_its_pages_and_their_views_are_public(string module)
    {
        var exported = Solution.Module(module).GetExportedTypes().Where(t => t.Name != RazorImports).ToList();
        var views = exported.Where(t => t.IsAssignableTo(typeof(IComponent))).SelectMany(ViewTypes.ShownBy).ToHashSet();

        exported
            .Where(t => !t.IsAssignableTo(typeof(IModule)) && !t.IsAssignableTo(typeof(IComponent)) && !views.Contains(t))
            .ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(Solution.ModuleNames), MemberType = typeof(Solution))]
    public void Slices_have_no_cycles(string module) =>
        SliceGraph.Of(module, Solution.Module(module)).FindCycle().ShouldBeNull();

    [Fact]
    public void The_check_for_cycles_sees_one() =>
        new SliceGraph([("A", "B"), ("B", "C"), ("C", "A"), ("A", "D")]).FindCycle().ShouldBe("A -> B -> C -> A");

    [Theory, MemberData(nameof(Solution.ModuleNames), MemberType = typeof(Solution))]
    public void Concrete_types_are_sealed(string module) =>
        Solution.Module(module).GetTypes()
            .Where(t => t.IsClass && !t.IsAbstract && !t.IsSealed && !t.IsAssignableTo(typeof(IComponent)) && t.Name != RazorImports)
            .Where(t => !Attribute.IsDefined(t, typeof(System.Runtime.CompilerServices.CompilerGeneratedAttribute)) && t.Namespace?.StartsWith("PlanApi", StringComparison.Ordinal) == true)
            .Select(t => t.FullName)
            .ShouldBeEmpty();
}
