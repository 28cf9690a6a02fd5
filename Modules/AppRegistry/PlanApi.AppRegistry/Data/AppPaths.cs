using PlanApi.AppRegistry.Contracts;

namespace PlanApi.AppRegistry.Data;

/// <summary>Addresses of this module's own pages, beside those of <see cref="AppRegistryPaths"/>.</summary>
internal static class AppPaths
{
    /// <summary>The query that has the list say that an app was deleted.</summary>
    public const string Deleted = "deleted";

    public static string Launch(string appId) => $"{AppRegistryPaths.App(appId)}/launch";

    public static string Secret(string appId) => $"{AppRegistryPaths.App(appId)}/secret";

    public static string RotateSecret(string appId) => $"{AppRegistryPaths.App(appId)}/secret/rotate";

    public static string Rehearse(string appId) => $"{AppRegistryPaths.App(appId)}/rehearse";

    public static string StopRehearsal(string appId) => $"{AppRegistryPaths.App(appId)}/rehearse/stop";

    public static string EndAccess(string appId) => $"{AppRegistryPaths.App(appId)}/end-access";

    public static string Activity(string appId) => $"{AppRegistryPaths.App(appId)}/activity";

    public static string FetchLogo(string appId) => $"{AppRegistryPaths.App(appId)}/logo";

    public static string Delete(string appId) => $"{AppRegistryPaths.App(appId)}/delete";
}
