using System.Net;

namespace PlanApi.Fhir.Tests.Search;

/// <summary>How many there are (search.html#total), and that a form asks the same as an address.</summary>
public sealed class TotalTests(FhirServer server) : IClassFixture<FhirServer>
{
    private readonly App _app = App.AtOpen(server);
    private readonly string _id = Some.Id();

    [Theory]
    [InlineData("_count=2&_total=accurate", 3)]
    [InlineData("_count=2&_total=estimate", 3)]
    [InlineData("_count=2&_total=none", null)]
    [InlineData("_total=none", null)]
    [InlineData("_count=2", null)]
    [InlineData("_summary=count", 3)]
    [InlineData("_count=0", 3)]
    public async Task The_total_is_told_as_asked(string asked, int? total)
    {
        await server.Open.Put(Enumerable.Range(0, 3).Select(i => Some.Observation($"{_id}{i}", _id)));
        var bundle = await _app.Get($"Observation?patient={_id}&{asked}");
        (bundle.TryGetProperty("total", out var told) ? told.GetInt32() : default(int?)).ShouldBe(total);
        Bundles.Link(bundle, "self").ShouldBe($"https://plan.example/open/fhir/Observation?patient={_id}&{asked}");
        if (asked is "_summary=count" or "_count=0")
            bundle.TryGetProperty("entry", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task A_patients_total_is_of_the_patients_own()
    {
        await server.Records.Put(Some.Observation(_id + "1", _id), Some.Observation(_id + "2", _id), Some.Observation(_id + "3", _id + "x"));
        (await App.Of(server, _id).Get("Observation?_count=1&_total=accurate")).GetProperty("total").GetInt32().ShouldBe(2);
    }

    [Fact]
    public async Task What_is_no_way_to_tell_it_is_refused() => await _app.Fails("Observation?_total=roughly", HttpStatusCode.BadRequest);

    [Theory]
    [InlineData("patient={0}&code=8867-4&_sort=-date&_total=accurate&_count=2", "")]
    [InlineData("", "patient={0}&code=8867-4&_sort=-date&_total=accurate&_count=2")]
    [InlineData("patient={0}&_sort=-date&_count=2", "code=8867-4&_total=accurate")]
    public async Task Address_and_form_ask_the_same(string address, string form)
    {
        await server.Open.Put(Enumerable.Range(0, 3).Select(i => Some.Observation($"{_id}{i}", _id, $"2020-01-0{i + 1}")));
        string With(string text) => string.Format(System.Globalization.CultureInfo.InvariantCulture, text, _id);
        using var response = await _app.Post("Observation/_search?" + With(address), With(form));
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        var bundle = System.Text.Json.JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;
        Bundles.Entries(bundle).Select(Bundles.Reference).ShouldBe([$"Observation/{_id}2", $"Observation/{_id}1"]);
        bundle.GetProperty("total").GetInt32().ShouldBe(3);
        Bundles.Entries(await _app.Get(Bundles.Link(bundle, "next")!)).Select(Bundles.Reference).ShouldBe([$"Observation/{_id}0"]);
    }
}
