using PlanApi.Identity.SignIn;

namespace PlanApi.Identity.PlanProvider;

internal static class ProviderPaths
{
    public const string Callback = $"{ProviderSettings.Path}/callback";
    public const string Done = $"{ProviderSettings.Path}/done";
    public const string Failed = $"{ProviderSettings.Path}/failed";
}
