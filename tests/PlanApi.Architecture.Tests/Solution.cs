using System.Reflection;
using System.Runtime.CompilerServices;

namespace PlanApi.Architecture.Tests;

/// <summary>The solution as its compiled assemblies and its source files show it.</summary>
internal static class Solution
{
    public static readonly IReadOnlyList<string> Modules =
        ["Identity", "Enrollment", "AppRegistry", "ProductionReview", "Consent", "PatientAccess", "ProviderDirectory"];

    public static string Root { get; } = FindRoot();

    public static TheoryData<string> ModuleNames => [.. Modules];

    public static Assembly Module(string name) => Assembly.Load($"PlanApi.{name}");

    public static Assembly Contracts(string name) => Assembly.Load($"PlanApi.{name}.Contracts");

    /// <summary>Every product assembly: modules, contracts, building blocks and the host.</summary>
    public static IReadOnlyList<Assembly> Product { get; } =
    [
        .. Modules.Select(Module), .. Modules.Select(Contracts),
        Assembly.Load("PlanApi.BuildingBlocks"), Assembly.Load("PlanApi.Fhir"), Assembly.Load("PlanApi.EmbeddedMongo"), Assembly.Load("PlanApi.SyntheticData"), Assembly.Load("PlanApi.Host"),
    ];

    /// <summary>The names of our own assemblies that this one uses.</summary>
    public static IEnumerable<string> OwnReferences(Assembly assembly) =>
        assembly.GetReferencedAssemblies().Select(a => a.Name!).Where(n => n.StartsWith("PlanApi.", StringComparison.Ordinal));

    /// <summary>C# and Razor files below a folder.</summary>
    public static IEnumerable<string> Sources(params string[] folder) => Files("*.cs", folder).Concat(Files("*.razor", folder));

    /// <summary>Files below a folder, without build output.</summary>
    public static IEnumerable<string> Files(string pattern, params string[] folder) =>
        Directory.EnumerateFiles(Path.Combine([Root, .. folder]), pattern, SearchOption.AllDirectories)
            .Where(f => !f.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj"));

    private static string FindRoot([CallerFilePath] string here = "")
    {
        var directory = Path.GetDirectoryName(here);
        while (directory is not null && !File.Exists(Path.Combine(directory, "PlanApi.sln")))
        {
            directory = Path.GetDirectoryName(directory);
        }

        return directory ?? throw new InvalidOperationException("PlanApi.sln was not found above the tests.");
    }
}
