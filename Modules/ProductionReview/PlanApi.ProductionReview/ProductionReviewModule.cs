using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using PlanApi.BuildingBlocks.Modules;
using PlanApi.BuildingBlocks.Outbox;
using PlanApi.BuildingBlocks.Store;
using PlanApi.ProductionReview.Contracts;
using PlanApi.ProductionReview.Data;
using PlanApi.ProductionReview.Statuses;

namespace PlanApi.ProductionReview;

/// <summary>Production requests, the reviewers' decisions, the approved snapshot of each app, and the public gallery of them.</summary>
public sealed class ProductionReviewModule : IModule
{
    public static void AddServices(IServiceCollection services, IConfiguration configuration) => services
        .AddModuleDb<ReviewDb>()
        .AddOutbox(ReviewDb.RequestsName)
        .AddOutbox(ReviewDb.LiveAppsName)
        .AddSingleton<IApprovedApps, ApprovedApps>()
        .AddSingleton<IReviewStatuses, ReviewStatuses>();
}
