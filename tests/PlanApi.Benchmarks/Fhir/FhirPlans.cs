using System.Net.Http.Headers;

namespace PlanApi.Benchmarks.Fhir;

/// <summary>How the store answers the queries of the table's rows, and those of an instance's history.</summary>
internal static class FhirPlans
{
    /// <param name="part">Of the sizes of the goals' table: 1 for all.</param>
    public static async Task<int> Run(double part)
    {
        await using var host = new BenchHost(notes: true);
        host.StartOnKestrel();
        await FhirBenchmark.Load(host, "members", new MemberData(part).Write);
        await FhirBenchmark.Load(host, "directory", new DirectoryData(part).Write);
        using var usual = await App(host, MemberData.Usual);
        foreach (var (name, paths) in Searches.Member.Concat(Searches.Directory))
        {
            await Show(host.Notes!, name, usual, paths[0]);
        }

        await Show(host.Notes!, "history of an instance", usual, Searches.History);
        using var whole = await App(host, MemberData.Whole);
        await Show(host.Notes!, "$everything", whole, Searches.Everything(MemberData.Whole));
        using var many = await App(host, MemberData.Many);
        foreach (var (name, first) in Searches.Paged)
        {
            var (last, number) = await LastPage.Of(many, first);
            await Show(host.Notes!, $"page {number} by {name}", many, last);
        }

        return 0;
    }

    private static async Task<HttpClient> App(BenchHost host, string member)
    {
        var app = new HttpClient { BaseAddress = new Uri(host.Address) };
        app.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await Token.Of(host, member));
        return app;
    }

    private static async Task Show(QueryNotes notes, string name, HttpClient app, string path)
    {
        notes.Clear();
        using var response = await app.GetAsync(path);
        response.EnsureSuccessStatusCode();
        Console.WriteLine($"{name}: {path.Split("&_cursor=")[0]}");
        foreach (var plan in await notes.Plans())
        {
            Console.WriteLine(plan);
        }
    }
}
