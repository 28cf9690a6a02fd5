using System.Diagnostics;
using System.Net.Http.Headers;

namespace PlanApi.Benchmarks.Fhir;

/// <summary>The rows about patient data.</summary>
internal sealed class MemberRows(BenchHost host, string bare, MemberData data, TimeSpan time)
{
    public async Task Run()
    {
        var token = await Token.Of(host, MemberData.Usual);
        var reads = Searches.Member[Searches.Read];
        string[] limits = [.. Enumerable.Range(0, MemberData.UsualClaims).Select(c => $"/read/{MemberData.Usual}/ExplanationOfBenefit/{MemberData.Claim(MemberData.Usual, c)}")];
        string[] fifty = [$"/search/ExplanationOfBenefit/{MemberData.Usual}/50"];
        Console.WriteLine($"{"",-52}     ours      limit    ratio");
        await Compare(Searches.Read, reads, limits, token);
        await Allocated(Searches.Read, reads, limits, token);
        await Compare(Searches.Fifty, Searches.Member[Searches.Fifty], fifty, token);
        await Allocated(Searches.Fifty, Searches.Member[Searches.Fifty], fifty, token);
        await Compare(Searches.FiftyMore, Searches.Member[Searches.FiftyMore], fifty, token);
        await Alone($"$everything of {MemberData.HundredsOfResources}", [Searches.Everything(MemberData.Hundreds)], await Token.Of(host, MemberData.Hundreds));
        await Everything();
        await LastPages();
    }

    private async Task Compare(string name, string[] ours, string[] limit, string token)
    {
        await Wrk.Warm(host.Address, ours, token);
        await Wrk.Warm(bare, limit, null);
        Show(name, await Rounds.Alternating(async t => (await Wrk.Run(host.Address, ours, token, t)).PerSecond, async t => (await Wrk.Run(bare, limit, null, t)).PerSecond, time));
    }

    private async Task Alone(string name, string[] paths, string token)
    {
        await Wrk.Warm(host.Address, paths, token);
        Console.WriteLine($"{name,-52} {(await Wrk.Run(host.Address, paths, token, time)).PerSecond,8:0} /s");
    }

    private static void Show(string name, Rounds rounds) => Console.WriteLine($"{name,-52} {rounds.First,8:0} /s {rounds.Second,8:0} /s {rounds.Ratio,6:0.00}");

    private async Task Allocated(string name, string[] ours, string[] limit, string token)
    {
        var (answer, floor) = (await Each(() => Wrk.Run(host.Address, ours, token, time)), await Each(() => Wrk.Run(bare, limit, null, time)));
        Console.WriteLine($"  allocated in the process for each {name}, the store's part with it: {answer:0} bytes; limit {floor:0}");

        async Task<double> Each(Func<Task<Wrk>> run)
        {
            var before = GC.GetTotalAllocatedBytes(precise: true);
            var done = await run();
            return (GC.GetTotalAllocatedBytes(precise: true) - before) / (done.PerSecond * time.TotalSeconds);
        }
    }

    private async Task Everything()
    {
        const int rounds = 21;
        using var app = Client(host.Address, await Token.Of(host, MemberData.Whole));
        using var direct = Client(bare, null);
        List<(double First, double Whole, double Copied)> seen = [];
        for (var round = 0; round < rounds; round++)
        {
            var (first, whole) = await Fetch(app, Searches.Everything(MemberData.Whole));
            seen.Add((first, whole, (await Fetch(direct, $"/whole/{MemberData.Whole}")).Whole));
        }

        Console.WriteLine($"$everything of {data.WholeResources}: first byte {Median(seen.Select(s => s.First)):0.0} ms, whole {Median(seen.Select(s => s.Whole)):0} ms, {Median(seen.Select(s => s.Whole / s.Copied)):0.00} times raw copying");
    }

    private async Task LastPages()
    {
        var token = await Token.Of(host, MemberData.Many);
        using var app = Client(host.Address, token);
        foreach (var (name, first) in Searches.Paged)
        {
            var (last, number) = await LastPage.Of(app, first);
            Show($"page {number} by {name}, limit: its page 1", await Rounds.Alternating(
                async t => (await Wrk.Run(host.Address, [last], token, t)).PerSecond, async t => (await Wrk.Run(host.Address, [first], token, t)).PerSecond, time));
        }

        var few = await Token.Of(host, MemberData.Few);
        string[] page = [Searches.Paged[Searches.DefaultOrder]];
        Show($"{Searches.PageSize} of {data.ManyClaims} claims, limit: of {MemberData.FewClaims} claims", await Rounds.Alternating(
            async t => (await Wrk.Run(host.Address, page, token, t)).PerSecond,
            async t => (await Wrk.Run(host.Address, page, few, t)).PerSecond,
            time));
    }

    private static async Task<(double First, double Whole)> Fetch(HttpClient client, string path)
    {
        var clock = Stopwatch.StartNew();
        using var response = await client.GetAsync(path, HttpCompletionOption.ResponseHeadersRead);
        response.EnsureSuccessStatusCode();
        await using var body = await response.Content.ReadAsStreamAsync();
        var buffer = new byte[64 * 1024];
        await body.ReadExactlyAsync(buffer.AsMemory(0, 1));
        var first = clock.Elapsed.TotalMilliseconds;
        while (await body.ReadAsync(buffer) > 0)
        {
        }

        return (first, clock.Elapsed.TotalMilliseconds);
    }

    private static HttpClient Client(string address, string? token)
    {
        var client = new HttpClient { BaseAddress = new Uri(address) };
        client.DefaultRequestHeaders.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    private static double Median(IEnumerable<double> values) => values.Order().ElementAt(values.Count() / 2);
}
