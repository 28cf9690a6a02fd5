using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text.Json;

namespace PlanApi.Benchmarks.Fhir;

/// <summary>The rows about patient data.</summary>
internal sealed class MemberRows(BenchHost host, string bare, MemberData data, TimeSpan time)
{
    private const string Search = "/fhir/ExplanationOfBenefit";
    private const int PageSize = 20, Pages = 1000;

    public async Task Run()
    {
        var token = await Token.Of(host, MemberData.Usual);
        var reads = Searches.Member[Searches.Read];
        string[] limits = [.. Enumerable.Range(0, MemberData.UsualClaims).Select(c => $"/read/ExplanationOfBenefit/{MemberData.Claim(MemberData.Usual, c)}")];
        string[] fifty = [$"/search/ExplanationOfBenefit/{MemberData.Usual}/50"];
        await Wrk.Run(host.Address, reads, token, Wrk.WarmUp);
        await Wrk.Run(bare, limits, null, Wrk.WarmUp);

        Console.WriteLine($"{"",-52}     ours      limit    ratio");
        await Compare(Searches.Read, reads, limits, token);
        await Allocated(reads, limits, token);
        await Compare(Searches.Fifty, Searches.Member[Searches.Fifty], fifty, token);
        await Compare(Searches.FiftyMore, Searches.Member[Searches.FiftyMore], fifty, token);
        await Alone($"$everything of {MemberData.HundredsOfResources}", [$"/fhir/Patient/{MemberData.Hundreds}/$everything"], await Token.Of(host, MemberData.Hundreds));
        await Everything();
        await LastPages();
    }

    private async Task Compare(string name, string[] ours, string[] limit, string token) =>
        Show(name, await Rounds.Alternating(async t => (await Wrk.Run(host.Address, ours, token, t)).PerSecond, async t => (await Wrk.Run(bare, limit, null, t)).PerSecond, time));

    private async Task Alone(string name, string[] paths, string token)
    {
        await Wrk.Run(host.Address, paths, token, time);
        Console.WriteLine($"{name,-52} {(await Wrk.Run(host.Address, paths, token, time)).PerSecond,8:0} /s");
    }

    private static void Show(string name, Rounds rounds) => Console.WriteLine($"{name,-52} {rounds.First,8:0} /s {rounds.Second,8:0} /s {rounds.Ratio,6:0.00}");

    private async Task Allocated(string[] ours, string[] limit, string token)
    {
        var (read, floor) = (await Each(() => Wrk.Run(host.Address, ours, token, time)), await Each(() => Wrk.Run(bare, limit, null, time)));
        Console.WriteLine($"  allocated in the process for a read, the store's part with it: {read:0} bytes; limit {floor:0}");

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
            var (first, whole) = await Fetch(app, $"/fhir/Patient/{MemberData.Whole}/$everything");
            seen.Add((first, whole, (await Fetch(direct, $"/whole/{MemberData.Whole}")).Whole));
        }

        Console.WriteLine($"$everything of {data.WholeResources}: first byte {Median(seen.Select(s => s.First)):0.0} ms, whole {Median(seen.Select(s => s.Whole)):0} ms, {Median(seen.Select(s => s.Whole / s.Copied)):0.00} times raw copying");
    }

    private async Task LastPages()
    {
        var token = await Token.Of(host, MemberData.Many);
        foreach (var (name, query) in new[] { ("patient", $"patient={MemberData.Many}&"), ("date", "service-date=ge2016-01-01&"), ("type", "type=professional&"), ("default order", "") })
        {
            var first = $"{Search}?{query}_count={PageSize}";
            var (last, number) = await LastPage(first, token);
            Show($"page {number} by {name}, limit: its page 1", await Rounds.Alternating(
                async t => (await Wrk.Run(host.Address, [last], token, t)).PerSecond, async t => (await Wrk.Run(host.Address, [first], token, t)).PerSecond, time));
        }

        var few = await Token.Of(host, MemberData.Few);
        Show($"{PageSize} of {data.ManyClaims} claims, limit: of {MemberData.FewClaims} claims", await Rounds.Alternating(
            async t => (await Wrk.Run(host.Address, [$"{Search}?_count={PageSize}"], token, t)).PerSecond,
            async t => (await Wrk.Run(host.Address, [$"{Search}?_count={PageSize}"], few, t)).PerSecond,
            time));
    }

    /// <summary>Goes through the pages to number 1,000, or to the last full one.</summary>
    private async Task<(string Address, int Number)> LastPage(string first, string token)
    {
        using var app = Client(host.Address, token);
        var (page, number) = (first, 1);
        for (var next = page; number < Pages && next is not null; number++)
        {
            page = next;
            using var bundle = JsonDocument.Parse(await app.GetByteArrayAsync(page));
            next = bundle.RootElement.GetProperty("link").EnumerateArray().Where(l => l.GetProperty("relation").GetString() == "next").Select(l => l.GetProperty("url").GetString()).FirstOrDefault();
            if (next is not null)
                next = new Uri(next).PathAndQuery;
        }

        return (page, number - 1);
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
