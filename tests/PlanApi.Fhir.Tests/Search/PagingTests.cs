using System.Net;

namespace PlanApi.Fhir.Tests.Search;

public sealed class PagingTests(FhirServer server) : IClassFixture<FhirServer>
{
    private readonly App _app = App.AtOpen(server);

    [Theory]
    [InlineData("")]
    [InlineData("&_sort=_id")]
    [InlineData("&_sort=-_id")]
    [InlineData("&_sort=_lastUpdated")]
    [InlineData("&_sort=-_lastUpdated")]
    [InlineData("&_sort=date")]
    [InlineData("&_sort=-date")]
    public async Task Every_match_comes_once_page_by_page(string sort)
    {
        var patient = Some.Id();
        var all = Enumerable.Range(0, 23).Select(i => Some.Observation($"{patient}-{i:d2}", patient, i % 5 == 0 ? null : $"20{i % 7:d2}-01-01")).ToList();
        await server.Open.Put(all.Take(11));
        server.Clock.Advance(TimeSpan.FromSeconds(1));
        await server.Open.Put(all.Skip(11));
        var found = await _app.Matches($"Observation?patient={patient}&_count=4{sort}");
        found.ShouldBe(all.Select(o => $"Observation/{o["id"]}"), ignoreOrder: true);
        found.Distinct().Count().ShouldBe(23);
    }

    [Fact]
    public async Task Dates_order_a_page_and_equal_ones_are_ordered_by_id()
    {
        var patient = Some.Id();
        await server.Open.Put(
            Some.Observation(patient + "a", patient, "2021-01-01"), Some.Observation(patient + "b", patient, "2019-01-01"),
            Some.Observation(patient + "c", patient), Some.Observation(patient + "d", patient, "2021-01-01"));
        string[] Ids(string order) => [.. order.Select(c => $"Observation/{patient}{c}")];
        (await _app.Matches($"Observation?patient={patient}&_sort=date&_count=1")).ShouldBe(Ids("cbad"));
        (await _app.Matches($"Observation?patient={patient}&_sort=-date&_count=1")).ShouldBe(Ids("dabc"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("&_sort=-_lastUpdated")]
    [InlineData("&_sort=date")]
    public async Task What_stays_unchanged_is_neither_lost_nor_repeated_while_others_are_written_and_deleted(string sort)
    {
        var patient = Some.Id();
        await server.Open.Put(Enumerable.Range(0, 12).Select(i => Some.Observation($"{patient}-{i:d2}", patient, $"2020-01-{i + 1:d2}")));
        List<string> found = [];
        var writes = 0;
        for (var next = $"Observation?patient={patient}&_count=3{sort}"; next is not null; writes++)
        {
            var bundle = await _app.Get(next);
            found.AddRange(Bundles.Entries(bundle).Select(Bundles.Reference));
            next = Bundles.Link(bundle, "next");
            server.Clock.Advance(TimeSpan.FromSeconds(1));
            await server.Open.Put(Some.Observation($"{patient}-0{writes}x", patient, $"2020-01-{writes + 1:d2}"));
            await server.Open.Changes.Delete("Observation", $"{patient}-{writes:d2}", default);
        }

        for (var i = writes; i < 12; i++)
            found.Count(f => f == $"Observation/{patient}-{i:d2}").ShouldBe(1, $"{i} {sort}");
        found.Distinct().Count().ShouldBe(found.Count);
    }

    [Fact]
    public async Task The_total_is_told_where_one_page_holds_everything()
    {
        var patient = Some.Id();
        await server.Open.Put(Enumerable.Range(0, 3).Select(i => Some.Observation($"{patient}-{i}", patient)));
        (await _app.Get($"Observation?patient={patient}")).GetProperty("total").GetInt32().ShouldBe(3);
        (await _app.Get($"Observation?patient={patient}&_count=2")).TryGetProperty("total", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task A_paging_link_of_another_search_or_a_changed_one_is_refused()
    {
        var patient = Some.Id();
        await server.Open.Put(Enumerable.Range(0, 3).Select(i => Some.Observation($"{patient}-{i}", patient)));
        var next = Bundles.Link(await _app.Get($"Observation?patient={patient}&_count=1"), "next")!;
        (await _app.Fails(next.Replace(patient, "other", StringComparison.Ordinal), HttpStatusCode.BadRequest)).Diagnostics.ShouldContain("paging link");
        (await _app.Fails(next[..^4] + "AAAA", HttpStatusCode.BadRequest)).Code.ShouldBe("invalid");
        (await _app.Fails("Observation?_cursor=%00%25", HttpStatusCode.BadRequest)).Code.ShouldBe("invalid");
        (await _app.Fails(next.Replace("Observation?", "Procedure?", StringComparison.Ordinal), HttpStatusCode.BadRequest)).Code.ShouldBe("invalid");
    }

    [Fact]
    public async Task A_paging_link_of_another_base_is_refused()
    {
        var patient = Some.Id();
        foreach (var branch in new[] { server.Open, server.Records })
            await branch.Put(Enumerable.Range(0, 3).Select(i => Some.Observation($"{patient}-{i}", patient)));
        var app = App.Of(server, patient);
        var next = Bundles.Link(await app.Get("Observation?_count=1"), "next")!;
        await app.Get(next);
        (await app.Fails(next.Replace("/records/", "/open/", StringComparison.Ordinal), HttpStatusCode.BadRequest)).Diagnostics.ShouldContain("FHIR base");
    }

    [Fact]
    public async Task Pages_lead_to_the_first_the_next_and_the_previous_one()
    {
        var patient = Some.Id();
        await server.Open.Put(Enumerable.Range(0, 5).Select(i => Some.Observation($"{patient}-{i}", patient)));
        var search = $"https://plan.example/open/fhir/Observation?patient={patient}&_count=2";
        var first = await _app.Get(search);
        (Bundles.Link(first, "first"), Bundles.Link(first, "previous")).ShouldBe((search, null));
        var second = await _app.Get(Bundles.Link(first, "next")!);
        Bundles.Link(second, "first").ShouldBe(search);
        Ids(await _app.Get(Bundles.Link(second, "previous")!)).ShouldBe(Ids(first));
        var third = await _app.Get(Bundles.Link(second, "next")!);
        Bundles.Link(third, "next").ShouldBeNull();
        var back = await _app.Get(Bundles.Link(third, "previous")!);
        Ids(back).ShouldBe(Ids(second));
        Ids(await _app.Get(Bundles.Link(back, "next")!)).ShouldBe(Ids(third));
        Bundles.Link(await _app.Get(Bundles.Link(back, "previous")!), "previous").ShouldBeNull();

        IEnumerable<string> Ids(System.Text.Json.JsonElement bundle) => Bundles.Entries(bundle).Select(Bundles.Reference);
    }

    [Fact]
    public async Task A_paging_link_is_good_for_the_caller_it_was_made_for_alone()
    {
        var patient = Some.Id();
        await server.Records.Put(Enumerable.Range(0, 3).Select(i => Some.Observation($"{patient}-{i}", patient)));
        var next = Bundles.Link(await App.Of(server, patient).Get("Observation?_count=1"), "next")!;
        Bundles.Entries(await App.Of(server, patient).Get(next)).Count().ShouldBe(1);
        (await App.Of(server, Some.Id()).Fails(next, HttpStatusCode.BadRequest)).Code.ShouldBe("invalid");
    }
}
