using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using PlanApi.BuildingBlocks.Modules;

namespace PlanApi.ProductionReview;

/// <summary>The ProductionReview module: see the module's folder for its slices.</summary>
public sealed class ProductionReviewModule : IModule
{
    public static void AddServices(IServiceCollection services, IConfiguration configuration)
    {
    }
}
