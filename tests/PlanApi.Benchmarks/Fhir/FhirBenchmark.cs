using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using MongoDB.Driver;
using PlanApi.BuildingBlocks.Modules;
using PlanApi.TestMongo;

namespace PlanApi.Benchmarks.Fhir;

/// <summary>
/// The FHIR server over HTTP, one host with its store, with token, compartment and audit on, against a bare endpoint that returns the same
/// stored bytes from the same store. On the embedded store, or on the server that <c>PLANAPI_TEST_MONGO</c> names.
/// </summary>
internal static class FhirBenchmark
{
    /// <param name="time">How long each contestant runs in a round.</param>
    /// <param name="part">Of the sizes of the goals' table: 1 for all.</param>
    public static async Task<int> Run(TimeSpan time, double part)
    {
        if (!Wrk.IsThere)
        {
            Console.Error.WriteLine("wrk is not there: apt-get install wrk.");
            return 1;
        }

        await using var host = new BenchHost();
        host.StartOnKestrel();
        Console.WriteLine($"Store: {(ChosenMongo.ConnectionString is null ? "embedded" : "PLANAPI_TEST_MONGO")}");
        var (members, directory) = (new MemberData(part), new DirectoryData(part));
        await Load(host, "members", members.Write);
        await Load(host, "directory", directory.Write);
        await using var bare = await BareEndpoint.Start(host.Services.GetRequiredService<IMongoDatabase>(), $"http://localhost:{BenchHost.FreePort()}");
        await new MemberRows(host, bare.Address, members, time).Run();
        await new DirectoryRows(host.Address, time).Run();
        await new TokenRows(host, time).Run();
        return 0;
    }

    public static async Task Load(BenchHost host, string target, Func<string, Task> write)
    {
        var file = Path.Combine(Path.GetTempPath(), $"planapi-bench-{target}.ndjson");
        await write(file);
        await using var scope = host.Services.CreateAsyncScope();
        var load = scope.ServiceProvider.GetServices<ICommand>().Single(c => c.Name == "load");
        using var stop = new CancellationTokenSource();
        var memory = Watch(stop.Token);
        var output = new StringWriter();
        var clock = Stopwatch.StartNew();
        await load.Run([target, file], output, default);
        var seconds = clock.Elapsed.TotalSeconds;
        await stop.CancelAsync();
        Console.WriteLine($"load {target,-10} {File.ReadLines(file).Count() / seconds,8:0} /s of {new FileInfo(file).Length / File.ReadLines(file).Count()} bytes; managed memory by quarters of the time: {string.Join(", ", Quarters(await memory))} MB");
        Console.WriteLine("  " + output.ToString().Trim().Split('\n')[^1].Trim());
        File.Delete(file);
    }

    private static async Task<List<long>> Watch(CancellationToken ct)
    {
        var seen = new List<long>();
        while (!ct.IsCancellationRequested)
        {
            seen.Add(GC.GetTotalMemory(forceFullCollection: false) >> 20);
            await Task.Delay(250, CancellationToken.None);
        }

        return seen;
    }

    private static IEnumerable<long> Quarters(List<long> seen) => seen.Chunk(Math.Max(1, (seen.Count + 3) / 4)).Select(quarter => quarter.Max());
}
