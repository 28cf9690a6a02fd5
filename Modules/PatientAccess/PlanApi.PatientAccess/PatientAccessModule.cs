using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using PlanApi.BuildingBlocks.Modules;

namespace PlanApi.PatientAccess;

/// <summary>The PatientAccess module: see the module's folder for its slices.</summary>
public sealed class PatientAccessModule : IModule
{
    public static void AddServices(IServiceCollection services, IConfiguration configuration)
    {
    }
}
