using System.Diagnostics;

namespace PlanApi.Benchmarks;

/// <summary>Sends requests over a few connections for a while and counts the whole replies.</summary>
internal sealed class LoadGenerator(HttpClient client)
{
    private const int Connections = 16;

    /// <returns>Requests per second. A reply that is not 200 stops the run: a fast error would look like speed.</returns>
    public async Task<double> Run(Func<int, string> address, TimeSpan time)
    {
        var clock = Stopwatch.StartNew();
        var counts = await Task.WhenAll(Enumerable.Range(0, Connections).Select(c => Task.Run(async () =>
        {
            var done = 0;
            for (var i = c; clock.Elapsed < time; i += Connections, done++)
            {
                using var response = await client.GetAsync(address(i));
                response.EnsureSuccessStatusCode();
                await response.Content.CopyToAsync(Stream.Null);
            }

            return done;
        })));
        return counts.Sum() / clock.Elapsed.TotalSeconds;
    }
}
