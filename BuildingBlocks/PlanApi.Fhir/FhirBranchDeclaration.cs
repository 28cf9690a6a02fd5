using Hl7.Fhir.Model;
using PlanApi.Fhir.Store;

namespace PlanApi.Fhir;

/// <summary>A FHIR endpoint as a module declares it: where it is, what it serves, and the module's own steps.</summary>
public sealed record FhirBranchDeclaration
{
    /// <summary>Names the branch among the host's branches, in logs, and for <see cref="FhirBranches"/>, e.g. <c>directory</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The path of the FHIR base below the public URL, e.g. <c>/directory/fhir</c>.</summary>
    public required string BasePath { get; init; }

    /// <summary>What its collections start with: the module's name, e.g. <c>providerDirectory</c> makes <c>providerDirectory.resources</c> and <c>providerDirectory.history</c>.</summary>
    public required string Collections { get; init; }

    /// <summary>One declaration for each type served.</summary>
    public required IReadOnlyList<ResourceDeclaration> Resources { get; init; }

    /// <summary>
    /// True: everyone sees everything, no authorization step is needed. False: a step of <see cref="Steps"/> at
    /// <see cref="StepOrder.Authorization"/> decides, and a request that none has decided about is refused.
    /// </summary>
    public bool IsPublic { get; init; }

    /// <summary>The module's own steps, each a type with its dependencies in its constructor, made once.</summary>
    public IReadOnlyList<Type> Steps { get; init; } = [];

    /// <summary>The public URL of the site, without path, e.g. <c>https://api.plan.example</c>: links and full URLs start with it.</summary>
    public required Func<IServiceProvider, Uri> PublicUrl { get; init; }

    /// <summary>Adds to the capability statement what only the module knows, e.g. its security section.</summary>
    public Action<IServiceProvider, CapabilityStatement>? Describe { get; init; }

    /// <summary>What operators call it in <c>load [target] [path]</c>, or null when it is not loaded by command.</summary>
    public string? LoadTarget { get; init; }

    internal Limits Limits { get; init; } = Limits.Usual;
}
