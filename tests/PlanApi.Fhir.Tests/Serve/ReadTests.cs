using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace PlanApi.Fhir.Tests.Serve;

public sealed class ReadTests(FhirServer server) : IClassFixture<FhirServer>
{
    private readonly App _app = App.AtOpen(server);

    [Fact]
    public async Task A_resource_comes_as_it_was_loaded_with_its_version_and_numbers_untouched()
    {
        var id = Some.Id();
        await server.Open.PutText($$"""
            { "id": "{{id}}", "resourceType": "Location", "meta": { "versionId": "9", "profile": ["http://example.org/p"] },
              "name": "A \u00e9 \"place\"", "position": { "longitude": 1.50, "latitude": -72.000 } }
            """);
        using var response = await _app.Send(HttpMethod.Get, "Location/" + id);
        var body = await response.Content.ReadAsStringAsync();
        body.ShouldStartWith($$"""{"resourceType":"Location","id":"{{id}}","meta":{"versionId":"1","lastUpdated":"20""");
        body.ShouldEndWith("""
            Z","profile":["http://example.org/p"]},"name":"A \u00e9 \"place\"","position":{"longitude":1.50,"latitude":-72.000}}
            """);
        response.Headers.ETag!.ToString().ShouldBe("W/\"1\"");
        response.Content.Headers.ContentType!.ToString().ShouldBe("application/fhir+json; charset=utf-8");
        response.Content.Headers.ContentLength.ShouldBe(Encoding.UTF8.GetByteCount(body));
        response.Content.Headers.LastModified.ShouldNotBeNull();
    }

    [Fact]
    public async Task Who_has_the_version_already_is_told_so()
    {
        var id = Some.Id();
        await server.Open.Put(Some.Location(id));
        (await Status(id, r => r.Headers.TryAddWithoutValidation("If-None-Match", "W/\"1\""))).ShouldBe(HttpStatusCode.NotModified);
        (await Status(id, r => r.Headers.TryAddWithoutValidation("If-None-Match", "\"7\", \"1\""))).ShouldBe(HttpStatusCode.NotModified);
        (await Status(id, r => r.Headers.TryAddWithoutValidation("If-None-Match", "W/\"2\""))).ShouldBe(HttpStatusCode.OK);
        (await Status(id, r => r.Headers.IfModifiedSince = server.Clock.GetUtcNow().AddMinutes(1))).ShouldBe(HttpStatusCode.NotModified);
        (await Status(id, r => r.Headers.IfModifiedSince = server.Clock.GetUtcNow().AddDays(-1))).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_version_that_the_caller_has_is_not_sent_again_and_neither_is_one_of_old()
    {
        var id = Some.Id();
        await server.Open.Put(Some.Location(id));
        using var first = await _app.Send(HttpMethod.Get, "Location/" + id);
        using var same = await _app.Send(HttpMethod.Get, $"Location/{id}/_history/1", r => r.Headers.TryAddWithoutValidation("If-None-Match", "W/\"1\""));
        same.StatusCode.ShouldBe(HttpStatusCode.NotModified);
        same.Headers.ETag!.ToString().ShouldBe("W/\"1\"");
        same.Content.Headers.LastModified.ShouldBe(first.Content.Headers.LastModified);
        same.Headers.GetValues("Access-Control-Allow-Origin").ShouldBe(["*"]);
        (await Status(id, r => r.Headers.IfModifiedSince = first.Content.Headers.LastModified)).ShouldBe(HttpStatusCode.NotModified);
        (await Status(id, r =>
        {
            r.Headers.IfModifiedSince = first.Content.Headers.LastModified;
            r.Headers.TryAddWithoutValidation("If-None-Match", "W/\"7\"");
        })).ShouldBe(HttpStatusCode.OK, "the tag counts before the date");
        (await Status(id, r => r.Headers.TryAddWithoutValidation("If-None-Match", "*"))).ShouldBe(HttpStatusCode.NotModified);
    }

    [Fact]
    public async Task History_can_be_asked_for_from_an_instant_on_and_its_paging_links_are_bound_to_it()
    {
        var id = Some.Id();
        await server.Open.Put(Some.Location(id, "First"));
        server.Clock.Advance(TimeSpan.FromHours(1));
        var since = Uri.EscapeDataString(server.Clock.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ss.fffK", System.Globalization.CultureInfo.InvariantCulture));
        await server.Open.Put(Some.Location(id, "Second"));
        await server.Open.Put(Some.Location(id, "Third"));
        Versions(await _app.Get($"Location/{id}/_history?_since={since}")).ShouldBe(["3", "2"]);
        var page = await _app.Get($"Location/{id}/_history?_since={since}&_count=1");
        await server.Open.Put(Some.Location(id, "Fourth"));
        var second = await _app.Get(Bundles.Link(page, "next")!);
        Versions(second).ShouldBe(["2"]);
        Bundles.Link(second, "next").ShouldBeNull();
        Versions(await _app.Get(Bundles.Link(second, "first")!)).ShouldBe(["4"]);
        (await _app.Fails(Bundles.Link(page, "next")!.Replace("_since", "_nonsense", StringComparison.Ordinal), HttpStatusCode.BadRequest)).Code.ShouldBe("invalid");
        (await _app.Fails($"Location/{id}/_history?_since=then", HttpStatusCode.BadRequest)).Code.ShouldBe("value");
        (await _app.Fails($"Location/{id}/_history?_count=0", HttpStatusCode.BadRequest)).Code.ShouldBe("value");

        static IEnumerable<string?> Versions(System.Text.Json.JsonElement bundle) =>
            Bundles.Entries(bundle).Select(e => e.GetProperty("resource").GetProperty("meta").GetProperty("versionId").GetString());
    }

    [Fact]
    public async Task Earlier_versions_stay_readable_and_are_listed_newest_first()
    {
        var id = Some.Id();
        foreach (var city in new[] { "First", "Second", "Third" })
            await server.Open.Put(Some.Location(id, city));
        (await _app.Get($"Location/{id}/_history/1")).GetProperty("address").GetProperty("city").GetString().ShouldBe("First");
        (await _app.Get($"Location/{id}/_history/3")).GetProperty("address").GetProperty("city").GetString().ShouldBe("Third");
        (await _app.Fails($"Location/{id}/_history/4", HttpStatusCode.NotFound)).Code.ShouldBe("not-found");
        (await _app.Fails($"Location/{id}/_history/abc", HttpStatusCode.NotFound)).Code.ShouldBe("not-found");

        List<string?> cities = [];
        for (var next = $"Location/{id}/_history?_count=2"; next is not null;)
        {
            var bundle = await _app.Get(next);
            bundle.GetProperty("type").GetString().ShouldBe("history");
            cities.AddRange(Bundles.Entries(bundle).Select(e => e.GetProperty("resource").GetProperty("address").GetProperty("city").GetString()));
            next = Bundles.Link(bundle, "next");
        }

        cities.ShouldBe(["Third", "Second", "First"]);
    }

    [Fact]
    public async Task Pages_of_a_history_lead_back_as_they_lead_on()
    {
        var id = Some.Id();
        for (var i = 1; i <= 7; i++)
            await server.Open.Put(Some.Location(id, $"City {i}"));
        List<string> pages = [];
        string? previous = null;
        for (var next = $"Location/{id}/_history?_count=3"; next is not null;)
        {
            var page = await _app.Get(next);
            pages.Add(Versions(page));
            (next, previous) = (Bundles.Link(page, "next"), Bundles.Link(page, "previous"));
            (previous is null).ShouldBe(pages.Count == 1);
        }

        pages.ShouldBe(["765", "432", "1"]);
        await server.Open.Put(Some.Location(id, "City 8"));
        List<string> back = [];
        while (previous is not null)
        {
            var page = await _app.Get(previous);
            back.Add(Versions(page));
            Versions(await _app.Get(Bundles.Link(page, "next")!)).ShouldStartWith($"{back[^1][^1] - '1'}");
            previous = Bundles.Link(page, "previous");
        }

        back.ShouldBe(["432", "765", "8"], "with what was written meanwhile, and nothing twice");

        static string Versions(System.Text.Json.JsonElement bundle) =>
            string.Concat(Bundles.Entries(bundle).Select(e => e.GetProperty("response").GetProperty("etag").GetString()![3]));
    }

    [Fact]
    public async Task A_deleted_resource_is_gone_for_readers_and_searches_and_its_history_says_so()
    {
        var id = Some.Id();
        await server.Open.Put(Some.Location(id));
        (await server.Open.Changes.Delete("Location", id, default)).ShouldBeTrue();
        (await server.Open.Changes.Delete("Location", id, default)).ShouldBeFalse();
        (await _app.Fails("Location/" + id, HttpStatusCode.Gone)).Code.ShouldBe("deleted");
        (await _app.Matches("Location?_id=" + id)).ShouldBeEmpty();
        (await _app.Get($"Location/{id}/_history/1")).GetProperty("id").GetString().ShouldBe(id);
        Bundles.Entries(await _app.Get($"Location/{id}/_history")).Select(e => e.GetProperty("request").GetProperty("method").GetString()).ShouldBe(["DELETE", "PUT"]);

        await server.Open.Put(Some.Location(id));
        (await _app.Get("Location/" + id)).GetProperty("meta").GetProperty("versionId").GetString().ShouldBe("3");
    }

    [Fact]
    public async Task Head_tells_the_same_without_the_body()
    {
        var id = Some.Id();
        await server.Open.Put(Some.Location(id));
        using var head = await _app.Send(HttpMethod.Head, "Location/" + id);
        using var get = await _app.Send(HttpMethod.Get, "Location/" + id);
        head.StatusCode.ShouldBe(HttpStatusCode.OK);
        head.Content.Headers.ContentLength.ShouldBe(get.Content.Headers.ContentLength);
        head.Headers.ETag.ShouldBe(get.Headers.ETag);
        (await head.Content.ReadAsByteArrayAsync()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("Location/{0}?nonsense=1", "nonsense")]
    [InlineData("Location/{0}/_history/1?nonsense=1", "nonsense")]
    [InlineData("Location/{0}?name=x", "name")]
    public async Task What_a_read_does_not_understand_is_refused_when_strict_and_ignored_otherwise(string path, string parameter)
    {
        var id = Some.Id();
        await server.Open.Put(Some.Location(id));
        var asked = string.Format(null, path, id);
        var (code, why) = await _app.Fails(asked, HttpStatusCode.BadRequest, r => r.Headers.Add("Prefer", "handling=strict"));
        (code, why.Contains($"'{parameter}'", StringComparison.Ordinal)).ShouldBe(("not-supported", true));
        (await _app.Get(asked)).GetProperty("id").GetString().ShouldBe(id);
        await _app.Get($"Location/{id}?_summary=true&_format=json&_pretty=true", HttpStatusCode.OK, r => r.Headers.Add("Prefer", "handling=strict"));
    }

    [Theory]
    [InlineData("Location/{0}?_summary=count")]
    [InlineData("Location/{0}/_history/1?_summary=count")]
    public async Task A_read_counts_nothing(string path)
    {
        var id = Some.Id();
        await server.Open.Put(Some.Location(id));
        (await _app.Fails(string.Format(null, path, id), HttpStatusCode.BadRequest)).Diagnostics.ShouldContain("_summary=count");
    }

    [Theory]
    [InlineData("Nothing/1", 404, "not-supported")]
    [InlineData("Location/none", 404, "not-found")]
    [InlineData("Location/not an id", 404, "not-found")]
    [InlineData("Location/a/b/c/d/e", 404, "not-found")]
    [InlineData("ValueSet", 405, "not-supported")]
    [InlineData("", 404, "not-found")]
    public async Task What_is_not_there_is_said_in_an_outcome(string path, int status, string code) =>
        (await _app.Fails(path, (HttpStatusCode)status)).Code.ShouldBe(code);

    [Theory]
    [InlineData("PUT", "Location/1")]
    [InlineData("DELETE", "Location/1")]
    [InlineData("PATCH", "Location/1")]
    [InlineData("POST", "Location")]
    [InlineData("POST", "")]
    [InlineData("GET", "Location/_search")]
    public async Task Nobody_writes_over_HTTP(string method, string path)
    {
        using var response = await _app.Send(new(method), path);
        response.StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
        response.Content.Headers.Allow.ShouldNotBeEmpty();
        (await response.Content.ReadAsStringAsync()).ShouldContain("OperationOutcome");
    }

    [Theory]
    [InlineData("application/fhir+xml", null, false)]
    [InlineData("text/html", null, false)]
    [InlineData("application/fhir+json; fhirVersion=4.0; charset=utf-8", null, true)]
    [InlineData("text/html, application/xml;q=0.9, */*;q=0.8", null, true)]
    [InlineData("application/fhir+xml", "json", true)]
    [InlineData("*/*", "xml", false)]
    [InlineData("*/*", "application/fhir+json", true)]
    [InlineData(null, null, true)]
    public async Task Json_is_spoken_and_nothing_else(string? accept, string? format, bool understood)
    {
        var id = Some.Id();
        await server.Open.Put(Some.Location(id));
        using var response = await _app.Send(HttpMethod.Get, $"Location/{id}{(format is null ? "" : "?_format=" + format)}", r =>
        {
            if (accept is not null)
                r.Headers.TryAddWithoutValidation("Accept", accept);
        });
        response.StatusCode.ShouldBe(understood ? HttpStatusCode.OK : HttpStatusCode.NotAcceptable);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/fhir+json");
    }

    [Fact]
    public async Task Browser_apps_of_any_origin_may_ask()
    {
        using var preflight = await _app.Send(HttpMethod.Options, "Location/1");
        preflight.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        preflight.Headers.GetValues("Access-Control-Allow-Origin").ShouldBe(["*"]);
        // Any header, and the one that a star does not mean.
        var allowed = preflight.Headers.GetValues("Access-Control-Allow-Headers").Single().Split(", ");
        allowed.ShouldContain("*");
        allowed.ShouldContain("Authorization");
        preflight.Headers.Contains("Access-Control-Allow-Credentials").ShouldBeFalse();
        using var error = await new App(server.Http, "records").Send(HttpMethod.Get, "Patient/1");
        error.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        error.Headers.WwwAuthenticate.ShouldBe([new AuthenticationHeaderValue("Test")]);
        error.Headers.GetValues("Access-Control-Allow-Origin").ShouldBe(["*"]);
        error.Headers.GetValues("Access-Control-Expose-Headers").Single().Split(", ").ShouldContain("WWW-Authenticate");
        // Of a preflight alone (Fetch, 3.3.3).
        error.Headers.Contains("Access-Control-Allow-Headers").ShouldBeFalse();
        error.Headers.CacheControl!.NoStore.ShouldBeTrue();
    }

    private async Task<HttpStatusCode> Status(string id, Action<HttpRequestMessage> with)
    {
        using var response = await _app.Send(HttpMethod.Get, "Location/" + id, with);
        return response.StatusCode;
    }
}
