using PlanApi.BuildingBlocks.Modules;

namespace PlanApi.Host.Commands;

/// <summary>
/// What was typed: nothing or options start the web host; a first word without dashes names an operator's command, such as <c>load</c>.
/// </summary>
internal sealed record CommandLine(string? Name, IReadOnlyList<string> Arguments, string[] HostArguments)
{
    public static CommandLine Parse(string[] args) => args is [var name, .. var rest] && !name.StartsWith('-')
        ? new(name, rest, [])
        : new(null, [], args);

    public async Task<int> Run(IServiceProvider services)
    {
        await using var scope = services.CreateAsyncScope();
        var commands = scope.ServiceProvider.GetServices<ICommand>().OrderBy(c => c.Name, StringComparer.Ordinal).ToList();
        if (commands.Find(c => c.Name == Name) is { } command)
        {
            return await Run(command);
        }

        await Console.Error.WriteLineAsync(Name is "help" ? "Commands:" : $"There is no command '{Name}'. Commands:");
        foreach (var known in commands)
        {
            await Console.Error.WriteLineAsync($"  {known.Name} {known.Usage}");
        }

        return Name is "help" ? 0 : 2;
    }

    /// <summary>Until it is done, or somebody presses Ctrl+C.</summary>
    public async Task<int> Run(ICommand command)
    {
        using var interrupted = new CancellationTokenSource();
        Console.CancelKeyPress += (_, pressed) =>
        {
            pressed.Cancel = true;
            interrupted.Cancel();
        };
        return await command.Run(Arguments, Console.Out, interrupted.Token);
    }
}
