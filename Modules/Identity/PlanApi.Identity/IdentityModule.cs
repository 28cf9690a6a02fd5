using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using PlanApi.BuildingBlocks.Modules;
using PlanApi.Identity.OAuth;

namespace PlanApi.Identity;

/// <summary>Accounts in their realms, sign-in, and the authorization servers of sandbox and production.</summary>
public sealed class IdentityModule : IModule
{
    public static void AddServices(IServiceCollection services, IConfiguration configuration) => services
        .AddAccounts(configuration)
        .AddOAuthServer();
}
