using PlanApi.Identity.Contracts;
using PlanApi.Identity.SignIn;

namespace PlanApi.Identity.PlanProvider;

internal static class ProviderPaths
{
    public const string Begin = $"{SignInPaths.Member}/plan";
    public const string Callback = $"{Begin}/callback";
    public const string Done = $"{Begin}/done";
    public const string Failed = $"{Begin}/failed";

    public static string BeginFor(string? returnUrl) => Begin + AfterSignIn.QueryOf(returnUrl);
}
