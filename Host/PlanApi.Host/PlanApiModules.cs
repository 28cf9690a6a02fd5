using System.Reflection;
using PlanApi.AppRegistry;
using PlanApi.BuildingBlocks.Modules;
using PlanApi.Consent;
using PlanApi.Enrollment;
using PlanApi.Identity;
using PlanApi.PatientAccess;
using PlanApi.ProductionReview;
using PlanApi.ProviderDirectory;

namespace PlanApi.Host;

/// <summary>The modules, one by one. Taking one out of this list, and putting another process behind its Contracts, is how a module is extracted.</summary>
internal static class PlanApiModules
{
    public static IReadOnlyList<Assembly> Assemblies { get; } =
    [
        typeof(IdentityModule).Assembly,
        typeof(EnrollmentModule).Assembly,
        typeof(AppRegistryModule).Assembly,
        typeof(ProductionReviewModule).Assembly,
        typeof(ConsentModule).Assembly,
        typeof(PatientAccessModule).Assembly,
        typeof(ProviderDirectoryModule).Assembly,
    ];

    public static void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        Add<IdentityModule>();
        Add<EnrollmentModule>();
        Add<AppRegistryModule>();
        Add<ProductionReviewModule>();
        Add<ConsentModule>();
        Add<PatientAccessModule>();
        Add<ProviderDirectoryModule>();

        void Add<TModule>() where TModule : IModule => TModule.AddServices(services, configuration);
    }
}
