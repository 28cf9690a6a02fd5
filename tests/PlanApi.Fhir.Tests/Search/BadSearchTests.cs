using System.Net;

namespace PlanApi.Fhir.Tests.Search;

public sealed class BadSearchTests(FhirServer server) : IClassFixture<FhirServer>
{
    private readonly App _app = App.AtOpen(server);

    [Theory]
    [InlineData("Observation?date=yesterday", "date")]
    [InlineData("Observation?date=2020-13", "2020-13")]
    [InlineData("Observation?date=2020-02-30", "2020-02-30")]
    [InlineData("Observation?date=zz2020", "zz2020")]
    [InlineData("Observation?date=2020-01-01T25:00Z", "T25")]
    [InlineData("Observation?_lastUpdated=20200101", "20200101")]
    [InlineData("Observation?code:sideways=1", "sideways")]
    [InlineData("Observation?patient:above=1", "above")]
    [InlineData("Observation?patient=not%20a%20reference", "not a reference")]
    [InlineData("Observation?performer:missing=maybe", "missing")]
    [InlineData("Observation?_count=many", "_count")]
    [InlineData("Observation?_count=-1", "_count")]
    [InlineData("Observation?_sort=colour", "sorted")]
    [InlineData("Observation?_sort=date&_sort=-_id", "_sort is said twice")]
    [InlineData("Observation?_count=1&_count=2", "_count is said twice")]
    [InlineData("Observation?_total=none&_total=accurate", "_total is said twice")]
    [InlineData("Observation?_summary=false&_summary=true", "_summary is said twice")]
    [InlineData("Observation/1/_history?_count=1&_count=2", "_count is said twice")]
    [InlineData("Observation?_format=json&_format=application/fhir%2Bjson", "_format is said twice")]
    [InlineData("Observation?_include=Observation:code", "Observation:code")]
    [InlineData("Observation?_include=everything", "everything")]
    [InlineData("Observation?_revinclude=Observation:patient", "Observation:patient")]
    [InlineData("Observation?code.name=x", "not a reference")]
    [InlineData("Observation?patient.nonsense=x", "nonsense")]
    [InlineData("Observation?_id:exact=1", "modifier")]
    [InlineData("Location?name=%00", "control character")]
    [InlineData("Location?_tag=a%00b%7C", "control character")]
    [InlineData("Location?name%1B=a", "control character")]
    public async Task What_cannot_be_honoured_is_said_and_not_ignored(string search, string mentioned) =>
        (await _app.Fails(search, HttpStatusCode.BadRequest)).Diagnostics.ShouldContain(mentioned);

    [Fact]
    public async Task An_unknown_parameter_is_ignored_left_out_of_the_self_link_and_refused_when_strict()
    {
        var bundle = await _app.Get("Location?colour=red&name=none-such&_pretty=true");
        Bundles.Link(bundle, "self").ShouldBe("https://plan.example/open/fhir/Location?name=none-such");
        var (code, why) = await _app.Fails("Location?colour=red", HttpStatusCode.BadRequest, r => r.Headers.Add("Prefer", "handling=strict"));
        code.ShouldBe("not-supported");
        why.ShouldContain("colour");
        await _app.Get("Location?name=none-such&_format=json", HttpStatusCode.OK, r => r.Headers.Add("Prefer", "handling=strict"));
    }

    [Fact]
    public async Task A_parameter_without_a_value_is_as_good_as_absent() =>
        Bundles.Link(await _app.Get("Location?name=&address-city=none-such"), "self").ShouldBe("https://plan.example/open/fhir/Location?address-city=none-such");

    [Theory]
    [InlineData("1000000")]
    [InlineData("99999999999999999999999")]
    public async Task A_count_too_large_is_cut_and_the_self_link_says_to_what(string count) =>
        Bundles.Link(await _app.Get($"Location?name=none-such&_count={count}"), "self").ShouldBe("https://plan.example/open/fhir/Location?name=none-such&_count=250");

    [Fact]
    public async Task The_same_said_again_is_the_same() =>
        Bundles.Link(await _app.Get("Location?name=none-such&_sort=&_sort=name&_sort=name&_count=3&_count=3"), "self")
            .ShouldBe("https://plan.example/open/fhir/Location?name=none-such&_sort=name&_sort=name&_count=3&_count=3");

    [Fact]
    public async Task A_count_of_zero_asks_for_the_total_alone()
    {
        var name = Some.Id("zero");
        await server.Open.Put(Enumerable.Range(0, 3).Select(_ => Some.Organization(Some.Id(), name)));
        var bundle = await _app.Get($"Organization?name={name}&_count=0");
        bundle.GetProperty("total").GetInt32().ShouldBe(3);
        bundle.TryGetProperty("entry", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task Hundreds_of_arguments_are_too_many()
    {
        var (code, _) = await _app.Fails("Location?" + string.Join('&', Enumerable.Repeat("name=a", 201)), HttpStatusCode.BadRequest);
        code.ShouldBe("too-costly");
    }

    [Theory]
    [InlineData("Location?name=%F0%9F%98%80")]
    [InlineData("Location?name=%22%7B%24gt%7D")]
    [InlineData("Location?%24where=1&name=x")]
    [InlineData("Location?name=a%5C")]
    [InlineData("Observation?code=%7C")]
    [InlineData("Observation?code=,,,")]
    [InlineData("Observation?date=0001")]
    [InlineData("Observation?date=gt9999-12-31T23:59:59.999Z")]
    [InlineData("Observation?date=ap0001-01-01")]
    [InlineData("Location?_id=%2F..%2F")]
    public async Task Strange_values_find_nothing_and_break_nothing(string search) => Bundles.Entries(await _app.Get(search)).ShouldBeEmpty();
}
