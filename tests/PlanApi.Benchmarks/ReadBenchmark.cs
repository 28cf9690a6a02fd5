using Microsoft.Extensions.DependencyInjection;
using MongoDB.Driver;
using PlanApi.BuildingBlocks.Modules;
using PlanApi.Identity.Contracts;

namespace PlanApi.Benchmarks;

/// <summary>
/// Requests per second of one host, with token, compartment and audit on, against a bare Kestrel endpoint that returns the same stored bytes from the
/// same store.
/// </summary>
internal static class ReadBenchmark
{
    public static async Task Run(TimeSpan time)
    {
        await using var host = new BenchHost();
        host.StartOnKestrel();
        await LoadAndLink(host);
        await using var bare = await BareEndpoint.Start(host.Services.GetRequiredService<IMongoDatabase>(), $"http://localhost:{BenchHost.FreePort()}");
        using var app = new HttpClient { BaseAddress = new Uri(host.Address) };
        app.DefaultRequestHeaders.Authorization = new("Bearer", await Token.Of(host));
        using var direct = new HttpClient { BaseAddress = new Uri(bare.Address) };

        await Compare(
            "read by id, with token",
            i => $"/fhir/ExplanationOfBenefit/{Data.Claim(0, i % Data.ClaimsEach)}",
            i => $"/read/ExplanationOfBenefit/{Data.Claim(0, i % Data.ClaimsEach)}");
        await Compare(
            "search of 50 by patient",
            _ => $"/fhir/ExplanationOfBenefit?patient={Data.Patient(0)}&_count=50",
            _ => $"/search/ExplanationOfBenefit/{Data.Patient(0)}/50");

        async Task Compare(string name, Func<int, string> ours, Func<int, string> limit)
        {
            var (product, floor) = (new LoadGenerator(app), new LoadGenerator(direct));
            var rounds = await Rounds.Alternating(t => product.Run(ours, t), t => floor.Run(limit, t), time);
            Console.WriteLine($"{name,-28} {rounds.First,8:0} /s   limit {rounds.Second,8:0} /s   ratio {rounds.Ratio:0.00}");
        }
    }

    /// <summary>Loads the claims and makes the demo member the first patient.</summary>
    private static async Task LoadAndLink(BenchHost host)
    {
        var file = Path.Combine(Path.GetTempPath(), "planapi-bench.ndjson");
        await Data.Write(file);
        await using var scope = host.Services.CreateAsyncScope();
        var load = scope.ServiceProvider.GetServices<ICommand>().Single(c => c.Name == "load");
        await load.Run(["members", file], Console.Out, CancellationToken.None);
        var member = (await scope.ServiceProvider.GetRequiredService<IAccounts>().FindByEmail(Realm.Member, DemoPlan.Member, CancellationToken.None))!;
        var links = scope.ServiceProvider.GetRequiredService<IPatientLinks>();
        foreach (var link in await links.Of(member.AccountId, CancellationToken.None))
        {
            await links.End(member.AccountId, link.PatientId, CancellationToken.None);
        }

        await links.Link(member.AccountId, new(Data.Patient(0), "self", null, "operator"), CancellationToken.None);
    }
}
