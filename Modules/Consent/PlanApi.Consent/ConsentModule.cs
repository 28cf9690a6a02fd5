using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using PlanApi.BuildingBlocks.Modules;

namespace PlanApi.Consent;

/// <summary>The Consent module: see the module's folder for its slices.</summary>
public sealed class ConsentModule : IModule
{
    public static void AddServices(IServiceCollection services, IConfiguration configuration)
    {
    }
}
