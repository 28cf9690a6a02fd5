using PlanApi.BuildingBlocks;
using PlanApi.BuildingBlocks.Modules;
using PlanApi.Fhir;

namespace PlanApi.Host.Commands;

/// <summary><c>load directory ./data</c>, <c>load members ./data</c>: real data from files, into the FHIR endpoint named first.</summary>
internal sealed class LoadCommand(LoadTargets targets, PlanApiSettings settings) : ICommand
{
    public string Name => "load";

    public string Usage => $"{string.Join('|', targets.Names)} <file or folder>   loads FHIR bundles and NDJSON, also .gz; again changes nothing";

    public Task<int> Run(IReadOnlyList<string> arguments, TextWriter output, CancellationToken ct) =>
        targets.Run(arguments, Path.Combine(settings.DataDirectory, "rejects"), output, ct);
}
