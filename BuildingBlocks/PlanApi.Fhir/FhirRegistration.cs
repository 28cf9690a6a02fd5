using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using PlanApi.Fhir.Web;

namespace PlanApi.Fhir;

/// <summary>How a module adds a FHIR endpoint, and how the host maps them all.</summary>
public static class FhirRegistration
{
    /// <summary>
    /// Adds a FHIR endpoint. Get it from <see cref="FhirBranches"/> by its name. Needs an <c>IMongoDatabase</c>, a
    /// <c>TimeProvider</c> and data protection among the services. The module makes its indexes at start (<see cref="FhirBranch.EnsureIndexes"/>).
    /// </summary>
    public static IServiceCollection AddFhirBranch(this IServiceCollection services, FhirBranchDeclaration declaration)
    {
        services.AddSingleton(declaration);
        services.TryAddSingleton<FhirBranches>();
        services.TryAddSingleton<LoadTargets>();
        services.Configure<KestrelServerOptions>(static o => o.Limits.MaxRequestLineSize = 4 * RequestReader.LongestAddress);
        foreach (var step in declaration.Steps)
            services.TryAddSingleton(step);
        return services;
    }

    /// <summary>Maps every branch that modules have added: all methods of all paths below each base path are FHIR's.</summary>
    public static void MapFhir(this IEndpointRouteBuilder endpoints) => FhirEndpoints.Map(endpoints);
}
