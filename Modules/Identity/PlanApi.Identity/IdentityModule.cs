using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using PlanApi.BuildingBlocks.Modules;

namespace PlanApi.Identity;

/// <summary>The Identity module: see the module's folder for its slices.</summary>
public sealed class IdentityModule : IModule
{
    public static void AddServices(IServiceCollection services, IConfiguration configuration)
    {
    }
}
