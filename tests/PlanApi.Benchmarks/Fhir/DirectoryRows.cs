namespace PlanApi.Benchmarks.Fhir;

/// <summary>The rows about the public directory: the time within which 99 of 100 replies come, at 16 connections.</summary>
internal sealed class DirectoryRows(string address, TimeSpan time)
{
    private const int Rounds = 5;

    public async Task Run()
    {
        foreach (var (name, paths) in Searches.Directory)
        {
            await Show(name, paths);
        }
    }

    private async Task Show(string name, string[] paths)
    {
        await Wrk.Warm(address, paths, null);
        List<Wrk> rounds = [];
        for (var round = 0; round < Rounds; round++)
        {
            rounds.Add(await Wrk.Run(address, paths, null, time));
        }

        var median = rounds.OrderBy(r => r.P99).ElementAt(Rounds / 2);
        Console.WriteLine($"{name,-52} {median.PerSecond,8:0} /s, median {median.Median:0.0} ms, p99 {median.P99:0.0} ms");
    }
}
