using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using PlanApi.BuildingBlocks.Modules;

namespace PlanApi.AppRegistry;

/// <summary>The AppRegistry module: see the module's folder for its slices.</summary>
public sealed class AppRegistryModule : IModule
{
    public static void AddServices(IServiceCollection services, IConfiguration configuration)
    {
    }
}
