using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace PlanApi.Identity.OAuth;

internal static class OAuthRegistration
{
    /// <summary>The authorization servers of sandbox and production.</summary>
    public static IServiceCollection AddOAuthServer(this IServiceCollection services, IConfiguration configuration) => services;
}
