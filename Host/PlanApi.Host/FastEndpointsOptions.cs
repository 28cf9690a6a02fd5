using FastEndpoints;

namespace PlanApi.Host;

internal static class FastEndpointsOptions
{
    public static void Configure(Config config)
    {
        config.Validation.UsePropertyNamingPolicy = true;
        config.Errors.UseProblemDetails();
    }
}
