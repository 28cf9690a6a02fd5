using Microsoft.Extensions.DependencyInjection;

namespace PlanApi.BuildingBlocks.Store;

/// <summary>A module's own collections, named <c>module.things</c>. No other module may open them.</summary>
public interface IModuleDb
{
    /// <summary>Creates the indexes that uniqueness and every query of the module stand on. Runs at each start, before the host is ready.</summary>
    Task EnsureIndexes(CancellationToken ct);
}

public static class ModuleDbRegistration
{
    public static IServiceCollection AddModuleDb<TDb>(this IServiceCollection services) where TDb : class, IModuleDb => services
        .AddSingleton<TDb>()
        .AddSingleton<IModuleDb>(static sp => sp.GetRequiredService<TDb>());
}
