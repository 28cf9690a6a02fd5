using Microsoft.Extensions.DependencyInjection;
using MongoDB.Driver;
using PlanApi.Benchmarks;
using PlanApi.BuildingBlocks.Modules;
using PlanApi.Identity.Contracts;

// Requests per second of one host, with token, compartment and audit on, against a bare Kestrel endpoint that returns the same stored bytes from the
// same store. Rounds alternate; the median counts. Run with: dotnet run -c Release --project tests/PlanApi.Benchmarks
const int Rounds = 5;
var time = TimeSpan.FromSeconds(args is [var seconds] ? double.Parse(seconds, System.Globalization.CultureInfo.InvariantCulture) : 3);

await using var host = new BenchHost();
host.StartOnKestrel();
var file = Path.Combine(Path.GetTempPath(), "planapi-bench.ndjson");
await Data.Write(file);
await using (var scope = host.Services.CreateAsyncScope())
{
    var load = scope.ServiceProvider.GetServices<ICommand>().Single(c => c.Name == "load");
    await load.Run(["members", file], Console.Out, CancellationToken.None);
    var member = (await scope.ServiceProvider.GetRequiredService<IAccounts>().FindByEmail(Realm.Member, DemoPlan.Member, CancellationToken.None))!;
    foreach (var link in await scope.ServiceProvider.GetRequiredService<IPatientLinks>().Of(member.AccountId, CancellationToken.None))
    {
        await scope.ServiceProvider.GetRequiredService<IPatientLinks>().End(member.AccountId, link.PatientId, CancellationToken.None);
    }

    await scope.ServiceProvider.GetRequiredService<IPatientLinks>().Link(member.AccountId, new(Data.Patient(0), "self", null, "operator"), CancellationToken.None);
}

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
    await product.Run(ours, time / 3);
    await floor.Run(limit, time / 3);
    var rounds = new List<(double Ours, double Limit)>();
    for (var round = 0; round < Rounds; round++)
    {
        rounds.Add((await product.Run(ours, time), await floor.Run(limit, time)));
    }

    var (median, limitMedian, ratio) = (Median(rounds.Select(r => r.Ours)), Median(rounds.Select(r => r.Limit)), Median(rounds.Select(r => r.Ours / r.Limit)));
    Console.WriteLine($"{name,-28} {median,8:0} /s   limit {limitMedian,8:0} /s   ratio {ratio:0.00}");
}

static double Median(IEnumerable<double> values) => values.Order().ElementAt(Rounds / 2);
