using Microsoft.Extensions.DependencyInjection;
using MongoDB.Driver;
using PlanApi.Fhir;
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
        var folder = Directory.CreateTempSubdirectory("planapi-bench-").FullName;
        try
        {
            var file = Path.Combine(folder, "all.ndjson");
            await write(file);
            await Load(host, target, file);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task Load(BenchHost host, string target, string file)
    {
        var branch = host.Services.GetRequiredService<FhirBranches>().All.Single(b => b.Declaration.LoadTarget == target);
        var seen = new Seen();
        var whole = await branch.Load(new(file, file + ".rejects"), seen, default);
        var rates = seen.Quarters(whole.Elapsed, q => (q[^1].Total - q[0].Total) / (q[^1].Seconds - q[0].Seconds));
        var memory = seen.Quarters(whole.Elapsed, q => q.Max(s => s.Megabytes));
        Console.WriteLine($"load {target,-10} {whole.Created} of {new FileInfo(file).Length / whole.Total} bytes in {whole.Elapsed.TotalSeconds:0.0} s; by quarters of the time {string.Join(", ", rates.Select(r => $"{r:0}"))} /s, managed memory {string.Join(", ", memory)} MB");
    }

    /// <summary>What a load tells of itself on its way.</summary>
    private sealed class Seen : IProgress<LoadReport>
    {
        private readonly List<(double Seconds, long Total, long Megabytes)> _all = [];

        public void Report(LoadReport value) => _all.Add((value.Elapsed.TotalSeconds, value.Total, GC.GetTotalMemory(forceFullCollection: false) >> 20));

        public IEnumerable<T> Quarters<T>(TimeSpan whole, Func<(double Seconds, long Total, long Megabytes)[], T> of) =>
            _all.GroupBy(s => (int)(s.Seconds * 4 / whole.TotalSeconds)).Select(q => q.ToArray()).Where(q => q.Length > 1).Select(of);
    }
}
