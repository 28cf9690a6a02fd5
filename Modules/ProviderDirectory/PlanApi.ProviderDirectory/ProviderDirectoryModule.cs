using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using PlanApi.BuildingBlocks.Modules;

namespace PlanApi.ProviderDirectory;

/// <summary>The public provider and pharmacy directory: see the module's folder for its slices.</summary>
public sealed class ProviderDirectoryModule : IModule
{
    public static void AddServices(IServiceCollection services, IConfiguration configuration)
    {
    }
}
