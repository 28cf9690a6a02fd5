namespace PlanApi.AppRegistry.Contracts;

/// <summary>Addresses of the vendor portal's pages, for the modules that link to them.</summary>
public static class AppRegistryPaths
{
    public const string List = "/sandbox/apps";
    public const string New = "/sandbox/apps/new";

    /// <summary>The developer documentation, open to everyone.</summary>
    public const string Docs = "/docs";

    /// <summary>Folder of an app's logo in the sandbox.</summary>
    public static string Logo(string appId, string hash) => $"/sandbox/logos/{appId}-{hash}";

    public static string App(string appId) => $"{List}/{appId}";

    public static string Edit(string appId) => $"{List}/{appId}/edit";
}
