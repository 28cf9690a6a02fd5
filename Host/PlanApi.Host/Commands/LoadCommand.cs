using PlanApi.BuildingBlocks;
using PlanApi.BuildingBlocks.Modules;
using PlanApi.Fhir;

namespace PlanApi.Host.Commands;

/// <summary><c>load directory ./data</c>, <c>load members ./data</c>: real data from files, into the FHIR endpoint named first.</summary>
internal sealed class LoadCommand(LoadTargets targets, PlanApiSettings settings) : ICommand
{
    public string Name => "load";

    public string Usage => $"{string.Join('|', targets.Names)} <file or folder>   loads FHIR bundles and NDJSON, also .gz; again changes nothing";

    public async Task<int> Run(IReadOnlyList<string> arguments, TextWriter output, CancellationToken ct)
    {
        var rejects = Path.Combine(settings.DataDirectory, "rejects");
        try
        {
            // Now, rather than at the first reject in the middle of a load.
            Directory.CreateDirectory(rejects);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            await output.WriteLineAsync($"The folder of reject files {rejects} cannot be made: {e.Message} Set PlanApi__DataDirectory to a folder that this account may write to.");
            return 2;
        }

        return await targets.Run(arguments, rejects, output, ct);
    }
}
