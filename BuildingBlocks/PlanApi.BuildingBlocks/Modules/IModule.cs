using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace PlanApi.BuildingBlocks.Modules;

/// <summary>The one public type of a module. The Host lists modules; it never reaches inside them.</summary>
public interface IModule
{
    /// <summary>Adds the module's services: its stores, contracts, event handlers, jobs and commands.</summary>
    static abstract void AddServices(IServiceCollection services, IConfiguration configuration);
}
