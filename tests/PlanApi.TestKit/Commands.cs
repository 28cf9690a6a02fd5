using Microsoft.Extensions.DependencyInjection;
using PlanApi.BuildingBlocks.Modules;

namespace PlanApi.TestKit;

/// <summary>The operators' commands, as typed behind <c>dotnet run</c>.</summary>
public static class Commands
{
    /// <summary>Runs one on the host's store.</summary>
    /// <returns>Its exit code and everything it printed.</returns>
    public static async Task<(int Code, string Output)> Run(this PlanApiHost host, string name, params IReadOnlyList<string> arguments)
    {
        var output = new StringWriter();
        await using var scope = host.Services.CreateAsyncScope();
        var code = await scope.ServiceProvider.GetServices<ICommand>().Single(c => c.Name == name).Run(arguments, output, CancellationToken.None);
        return (code, output.ToString());
    }
}
