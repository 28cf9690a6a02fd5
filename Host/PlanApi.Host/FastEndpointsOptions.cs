using FastEndpoints;

namespace PlanApi.Host;

internal static class FastEndpointsOptions
{
    /// <summary>The library answers here with a list of all endpoints, for its own test helpers; we have no use for it.</summary>
    private const string TestDoor = "/_test_url_cache_";

    public static void Configure(Config config)
    {
        config.Validation.UsePropertyNamingPolicy = true;
        config.Errors.UseProblemDetails();
    }

    public static void CloseTestDoor(this WebApplication app) => app.Use(static (http, next) =>
    {
        if (!http.Request.Path.StartsWithSegments(TestDoor, StringComparison.OrdinalIgnoreCase))
        {
            return next(http);
        }

        http.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    });
}
