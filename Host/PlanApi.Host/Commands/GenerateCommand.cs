using System.Globalization;
using PlanApi.BuildingBlocks.Modules;
using PlanApi.SyntheticData;

namespace PlanApi.Host.Commands;

/// <summary><c>generate --members 1000 --out ./plan</c>: a made-up plan as files that <c>load</c> takes.</summary>
internal sealed class GenerateCommand(TimeProvider clock) : ICommand
{
    /// <summary>It needs no store, and so runs before one is opened.</summary>
    public const string Word = "generate";

    public string Name => Word;

    public string Usage => $"{GenerateOptions.Form}   writes a made-up plan for load: directory, formulary and members, as NDJSON";

    public async Task<int> Run(IReadOnlyList<string> arguments, TextWriter output, CancellationToken ct)
    {
        if (!GenerateOptions.TryParse(arguments, DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime), out var options, out var problem))
        {
            await output.WriteLineAsync($"{problem} Usage: {Word} {GenerateOptions.Form}");
            return 2;
        }

        var files = new PlanFiles(options.Seed, options.AsOf, options.Folder);
        var told = new Told(Console.Error, clock);
        try
        {
            if (Directory.Exists(options.Folder) && Directory.EnumerateFileSystemEntries(options.Folder).Any())
            {
                await output.WriteLineAsync($"The folder {options.Folder} is not empty, and nothing in it is overwritten. Name another.");
                return 2;
            }

            files.Write(options.Members, told.Now, ct);
        }
        catch (OperationCanceledException)
        {
            await output.WriteLineAsync($"Stopped after {files.Progress.Members} members: what is in {options.Folder} is incomplete.");
            return 1;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            await output.WriteLineAsync($"The plan could not be written to {options.Folder}: {e.Message}");
            return 1;
        }

        await output.WriteLineAsync(told.Describe(files.Progress));
        await output.WriteLineAsync($"Load it: load directory {files.DirectoryFolder}, then load members {files.MembersFolder}");
        return 0;
    }

    // At once, and not more often than an eye wants.
    private sealed class Told(TextWriter errors, TimeProvider clock)
    {
        private readonly long _started = clock.GetTimestamp();
        private long _last = clock.GetTimestamp();

        public void Now(PlanProgress progress)
        {
            if (clock.GetElapsedTime(_last) >= TimeSpan.FromSeconds(2))
            {
                _last = clock.GetTimestamp();
                errors.WriteLine(Describe(progress));
            }
        }

        public string Describe(PlanProgress progress)
        {
            var seconds = Math.Max(clock.GetElapsedTime(_started).TotalSeconds, 0.001);
            return string.Create(
                CultureInfo.InvariantCulture,
                $"{progress.Members} members, {progress.Resources} resources; {seconds:0.0} s, {progress.Members / seconds:0} members and {progress.Resources / seconds:0} resources a second.");
        }
    }
}
