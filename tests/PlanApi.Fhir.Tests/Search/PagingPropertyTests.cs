using CsCheck;

namespace PlanApi.Fhir.Tests.Search;

/// <summary>Whatever is written and deleted meanwhile, in whatever order and page size: what stays unchanged comes once.</summary>
public sealed class PagingPropertyTests(FhirServer server) : IClassFixture<FhirServer>
{
    private static readonly string[] Sorts = ["", "&_sort=_id", "&_sort=-_id", "&_sort=_lastUpdated", "&_sort=-_lastUpdated", "&_sort=date", "&_sort=-date"];

    private static readonly Gen<(int Stable, int Count, string Sort, bool Records, (int Slot, int Day, bool Delete)[] Writes)> Cases = Gen.Select(
        Gen.Int[0, 25], Gen.Int[1, 7], Gen.OneOfConst(Sorts), Gen.Bool, Gen.Select(Gen.Int[0, 30], Gen.Int[1, 28], Gen.Bool).Array[5, 25]);

    [Fact]
    public async Task What_stays_unchanged_is_neither_lost_nor_repeated_while_others_write() =>
        await Cases.SampleAsync(
            async c =>
            {
                var patient = Some.Id();
                var branch = c.Records ? server.Records : server.Open;
                var app = c.Records ? App.Of(server, patient) : App.AtOpen(server);
                // Ids and dates of the ones that stay and of the ones that come and go interleave.
                var stable = Enumerable.Range(0, c.Stable).Select(i => Some.Observation($"{patient}-{i:d2}", patient, i % 4 == 3 ? null : $"2020-01-{(i * 7 % 28) + 1:d2}")).ToList();
                await branch.Put(stable);
                using var done = new CancellationTokenSource();
                var writing = Task.Run(async () =>
                {
                    for (var i = 0; !done.IsCancellationRequested; i++)
                    {
                        var (slot, day, delete) = c.Writes[i % c.Writes.Length];
                        server.Clock.Advance(TimeSpan.FromMilliseconds(3));
                        if (delete)
                            await branch.Changes.Delete("Observation", $"{patient}-{slot:d2}x", default);
                        else
                            await branch.Put(Some.Observation($"{patient}-{slot:d2}x", patient, $"2020-01-{day:d2}"));
                    }
                });
                var found = await app.Matches($"Observation?patient={patient}&_count={c.Count}{c.Sort}");
                await done.CancelAsync();
                await writing;
                foreach (var one in stable)
                    found.Count(f => f == $"Observation/{one["id"]}").ShouldBe(1, $"{one["id"]} {c.Sort}");
            },
            iter: 25,
            threads: 1);

    [Fact]
    public async Task Going_back_shows_the_same_pages_from_the_last_to_the_first() =>
        await Gen.Select(Gen.Int[1, 20], Gen.Int[1, 6], Gen.OneOfConst(Sorts), Gen.Bool).SampleAsync(
            async c =>
            {
                var (total, count, sort, records) = c;
                var patient = Some.Id();
                await (records ? server.Records : server.Open).Put(Enumerable.Range(0, total).Select(i => Some.Observation($"{patient}-{i:d2}", patient, i % 4 == 3 ? null : $"2020-01-{(i * 5 % 9) + 1:d2}")));
                var app = records ? App.Of(server, patient) : App.AtOpen(server);
                List<string[]> forth = [], back = [];
                string? last = null;
                for (var next = $"Observation?patient={patient}&_count={count}{sort}"; next is not null;)
                {
                    var bundle = await app.Get(next);
                    forth.Add([.. Bundles.Entries(bundle).Select(Bundles.Reference)]);
                    (last, next) = (next, Bundles.Link(bundle, "next"));
                }

                for (var previous = last; previous is not null;)
                {
                    var bundle = await app.Get(previous);
                    back.Insert(0, [.. Bundles.Entries(bundle).Select(Bundles.Reference)]);
                    previous = Bundles.Link(bundle, "previous");
                }

                back.SelectMany(p => p).ShouldBe(forth.SelectMany(p => p), $"{total} by {count} {sort}");
                back[0].ShouldBe(forth[0]);
            },
            iter: 25,
            threads: 1);
}
