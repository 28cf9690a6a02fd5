using PlanApi.BuildingBlocks.Modules;
using PlanApi.EmbeddedMongo;
using PlanApi.Host.Store;

namespace PlanApi.Host.Commands;

/// <summary><c>backup planapi.db</c>: a checked copy of the embedded store, taken while the host runs.</summary>
internal sealed class BackupCommand(OpenStore store) : ICommand
{
    /// <summary>It copies a store that is there, and so must not make one.</summary>
    public const string Word = "backup";

    public string Name => Word;

    public string Usage => "<file>   copies the embedded store to a new file, while the host runs, and checks the copy";

    public async Task<int> Run(IReadOnlyList<string> arguments, TextWriter output, CancellationToken ct)
    {
        if (arguments is not [var file])
        {
            await output.WriteLineAsync($"Usage: backup {Usage}");
            return 2;
        }

        if (store.Directory is not { } directory)
        {
            await output.WriteLineAsync("The data is in a MongoDB: back it up with MongoDB's own tools.");
            return 2;
        }

        try
        {
            var backup = EmbeddedMongoBackup.Make(directory, file);
            await output.WriteLineAsync($"{file}: {backup.Bytes} bytes, {backup.Documents} documents and {backup.Keys} index keys, all checked. Keep it apart from the master key.");
            return 0;
        }
        catch (EmbeddedMongoException refusal)
        {
            await output.WriteLineAsync(refusal.Message);
            return 1;
        }
    }
}
