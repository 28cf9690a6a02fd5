namespace PlanApi.BuildingBlocks.Modules;

/// <summary>
/// A command an operator runs instead of the web host, for example <c>load members ./data</c>. It works on the same store, through the
/// same services, and connects to the running host's embedded store when there is one.
/// </summary>
public interface ICommand
{
    /// <summary>The first word on the command line.</summary>
    string Name { get; }

    /// <summary>One line that says what to type after the name, and what it does.</summary>
    string Usage { get; }

    /// <returns>The process's exit code: 0 when all went well, 2 when the arguments are wrong, 1 otherwise.</returns>
    Task<int> Run(IReadOnlyList<string> arguments, TextWriter output, CancellationToken ct);
}
