using PlanApi.AppRegistry.Contracts;
using PlanApi.BuildingBlocks.Modules;
using PlanApi.BuildingBlocks.Web;

namespace PlanApi.AppRegistry.Docs;

/// <summary>Addresses of the developer documentation.</summary>
internal static class DocsPaths
{
    public const string QuickStart = AppRegistryPaths.Docs;
    public const string Authorization = "/docs/authorization";
    public const string Errors = "/docs/errors";
    public const string Changes = "/docs/changes";

    public static string Base(string key) => $"/docs/apis/{key}";

    public static string Type(string key, string type) => $"/docs/apis/{key}/{type}";

    public static string Sample(string file) => $"/docs/samples/{file}";

    /// <summary>The pages in the order in which they are read.</summary>
    public static IReadOnlyList<AreaLink> All(IEnumerable<IFhirBase> bases) =>
    [
        new("Quick start", QuickStart), new("Authorization", Authorization), .. bases.Select(b => new AreaLink(b.Title, Base(b.Key))), new("Errors and limits", Errors), new("Changes", Changes),
    ];
}
