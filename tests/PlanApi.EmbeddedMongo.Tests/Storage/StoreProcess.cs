using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace PlanApi.EmbeddedMongo.Tests.Storage;

/// <summary>A store in a process of its own, to be killed: this test program, told by an environment variable to be a store and nothing else.</summary>
internal sealed class StoreProcess : IDisposable
{
    private const string Variable = "PLANAPI_TEST_STORE";
    private readonly Process _process;

    private StoreProcess(Process process, string connectionString) => (_process, ConnectionString) = (process, connectionString);

    public string ConnectionString { get; }

    [ModuleInitializer]
    internal static void BecomeStore()
    {
        if (Environment.GetEnvironmentVariable(Variable) is not { Length: > 0 } directory) return;
        EmbeddedMongoServer.Start(directory, TimeProvider.System).GetAwaiter().GetResult();
        // The parent holds the other end: when it is gone, so is this.
        Console.In.ReadToEnd();
        Environment.Exit(0);
    }

    public static async Task<StoreProcess> Start(string directory)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardInput = true, RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet") start.ArgumentList.Add(typeof(StoreProcess).Assembly.Location);
        start.Environment[Variable] = directory;
        var process = Process.Start(start)!;
        var started = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(started) < TimeSpan.FromSeconds(20))
        {
            if (EmbeddedMongoServer.FindRunning(directory) is { } connection) return new StoreProcess(process, connection);
            await Task.Delay(20);
        }
        process.Kill();
        throw new TimeoutException("The store's process did not start.");
    }

    /// <summary>kill -9.</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    public void Dispose()
    {
        if (!_process.HasExited) Kill();
        _process.Dispose();
    }
}
