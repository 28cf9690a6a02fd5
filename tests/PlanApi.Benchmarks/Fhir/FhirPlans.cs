using System.Net.Http.Headers;

namespace PlanApi.Benchmarks.Fhir;

/// <summary>How the store answers the queries of the table's rows.</summary>
internal static class FhirPlans
{
    /// <param name="part">Of the sizes of the goals' table: 1 for all.</param>
    public static async Task<int> Run(double part)
    {
        await using var host = new BenchHost(notes: true);
        host.StartOnKestrel();
        await FhirBenchmark.Load(host, "members", new MemberData(part).Write);
        await FhirBenchmark.Load(host, "directory", new DirectoryData(part).Write);
        using var app = new HttpClient { BaseAddress = new Uri(host.Address) };
        app.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await Token.Of(host, MemberData.Usual));
        foreach (var (name, paths) in Searches.Member.Concat(Searches.Directory))
        {
            host.Notes!.Clear();
            (await app.GetAsync(paths[0])).EnsureSuccessStatusCode();
            Console.WriteLine($"{name}: {paths[0]}");
            foreach (var plan in await host.Notes.Plans())
            {
                Console.WriteLine(plan);
            }
        }

        return 0;
    }
}
