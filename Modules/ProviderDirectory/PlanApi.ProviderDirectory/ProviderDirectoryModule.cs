using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using PlanApi.BuildingBlocks.Modules;
using PlanApi.BuildingBlocks.Store;
using PlanApi.Fhir;
using PlanApi.ProviderDirectory.Demo;
using PlanApi.ProviderDirectory.Serve;

namespace PlanApi.ProviderDirectory;

/// <summary>The public provider and pharmacy directory (CMS-9115-F, Da Vinci PDex Plan-Net 1.1.0): served to everyone, without a token.</summary>
public sealed class ProviderDirectoryModule : IModule
{
    public static void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddFhirBranch(DirectoryBranch.Declaration);
        services.AddModuleDb<DirectoryDb>();
        services.AddSingleton<IDemoData, DemoDirectory>();
        services.AddSingleton<IFhirBase, DirectoryBase>();
    }
}
