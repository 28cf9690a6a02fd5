using System.Net;
using System.Text;
using System.Text.Json;

namespace PlanApi.Fhir.Tests.Serve;

/// <summary>Whatever goes wrong is said in an OperationOutcome, to browsers of any origin too, with a name for the request.</summary>
public sealed class ErrorTests(FhirServer server) : IClassFixture<FhirServer>
{
    private readonly App _app = App.AtOpen(server);

    public static TheoryData<string, string, int, string> Wrong { get; } = new()
    {
        { "GET", "", 404, "not-found" },
        { "GET", "nonsense", 404, "not-found" },
        { "GET", "Location/a/b/c/d/e", 404, "not-found" },
        { "GET", "Location//_history", 404, "not-found" },
        { "GET", "$export", 404, "not-found" },
        { "GET", "Nothing/1", 404, "not-supported" },
        { "GET", "Location/none", 404, "not-found" },
        { "GET", "Location/none/_history", 404, "not-found" },
        { "GET", "Location/none/_history/1", 404, "not-found" },
        { "GET", "ValueSet", 405, "not-supported" },
        { "GET", "Location?_count=-1", 400, "invalid" },
        { "GET", "Location?_format=xml", 406, "not-supported" },
        { "HEAD", "Location/none", 404, "" },
        { "POST", "Location", 405, "not-supported" },
        { "PUT", "Location/1", 405, "not-supported" },
        { "PATCH", "Location/1", 405, "not-supported" },
        { "DELETE", "Location/1", 405, "not-supported" },
        { "DELETE", "Location?name=x", 405, "not-supported" },
        { "PUT", "metadata", 405, "not-supported" },
        { "POST", "", 405, "not-supported" },
        { "POST", "Location/1/_history", 405, "not-supported" },
        { "GET", "Location/_search", 405, "not-supported" },
        { "PROPFIND", "Location/1", 405, "not-supported" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task An_error_is_an_outcome_with_a_request_id_for_every_origin(string method, string path, int status, string code)
    {
        using var response = await _app.Send(new(method), path);
        ((int)response.StatusCode).ShouldBe(status);
        response.Headers.GetValues("Access-Control-Allow-Origin").ShouldBe(["*"]);
        response.Headers.GetValues("Access-Control-Expose-Headers").Single().ShouldContain("X-Request-Id");
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/fhir+json");
        var id = response.Headers.GetValues("X-Request-Id").Single();
        if (status == 405)
            response.Content.Headers.Allow.ShouldContain("OPTIONS");
        if (code.Length > 0)
        {
            var outcome = await Outcome(response);
            outcome.GetProperty("id").GetString().ShouldBe(id);
            outcome.GetProperty("issue")[0].GetProperty("code").GetString().ShouldBe(code);
            outcome.GetProperty("issue")[0].GetProperty("severity").GetString().ShouldBe("error");
        }
    }

    [Fact]
    public async Task The_callers_own_request_id_is_kept_when_it_is_one()
    {
        (await Id("my-trace.1")).ShouldBe("my-trace.1");
        (await Id("<script>")).ShouldNotContain("script");
        (await Id(new string('a', 65))).Length.ShouldBeLessThan(65);

        async Task<string> Id(string given)
        {
            using var response = await _app.Send(HttpMethod.Get, "Location/none", r => r.Headers.TryAddWithoutValidation("X-Request-Id", given));
            return response.Headers.GetValues("X-Request-Id").Single();
        }
    }

    [Fact]
    public async Task What_breaks_inside_shows_nothing_of_the_inside()
    {
        using var response = await App.Of(server, "p").Send(HttpMethod.Get, "Patient/throws");
        response.StatusCode.ShouldBe(HttpStatusCode.InternalServerError);
        response.Headers.GetValues("Access-Control-Allow-Origin").ShouldBe(["*"]);
        var text = await response.Content.ReadAsStringAsync();
        text.ShouldNotContain("secret");
        text.ShouldNotContain("   at ");
        text.ShouldContain(response.Headers.GetValues("X-Request-Id").Single());
    }

    [Theory]
    [InlineData(3_000, 200)]
    [InlineData(12_000, 200)]
    [InlineData(20_000, 414)]
    public async Task An_address_that_is_too_long_is_told_so(int length, int status)
    {
        using var response = await _app.Send(HttpMethod.Get, "Location?name:exact=" + new string('x', length));
        ((int)response.StatusCode).ShouldBe(status);
        if (status == 414)
            (await Outcome(response)).GetProperty("issue")[0].GetProperty("code").GetString().ShouldBe("too-long");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_body_that_is_too_large_is_told_so(bool lengthKnown)
    {
        using var response = await _app.Send(HttpMethod.Post, "Location/_search", r =>
        {
            r.Content = new ByteArrayContent(Encoding.ASCII.GetBytes(string.Join('&', Enumerable.Range(0, 20).Select(i => $"a{i}={new string('x', 10_000)}"))));
            r.Content.Headers.ContentType = new("application/x-www-form-urlencoded");
            if (!lengthKnown)
                r.Headers.TransferEncodingChunked = true;
        });
        response.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        (await Outcome(response)).GetProperty("issue")[0].GetProperty("code").GetString().ShouldBe("too-long");
    }

    [Theory]
    [InlineData("text/plain", 415)]
    [InlineData("application/json", 415)]
    [InlineData("application/fhir+json", 415)]
    [InlineData("application/x-www-form-urlencodedish", 415)]
    [InlineData("multipart/form-data; boundary=x", 415)]
    [InlineData("application/x-www-form-urlencoded; charset=utf-16", 415)]
    [InlineData("nonsense", 415)]
    [InlineData("application/x-www-form-urlencoded; charset=\"UTF-8\"", 200)]
    [InlineData("application/x-www-form-urlencoded", 200)]
    public async Task A_search_form_is_taken_in_its_own_type_only(string contentType, int status)
    {
        using var response = await _app.Send(HttpMethod.Post, "Location/_search", r =>
        {
            r.Content = new ByteArrayContent("name=nobody"u8.ToArray());
            r.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        });
        ((int)response.StatusCode).ShouldBe(status);
        (await Outcome(response)).GetProperty("resourceType").GetString().ShouldBe(status == 200 ? "Bundle" : "OperationOutcome");
    }

    [Theory]
    [InlineData("%zz=%")]
    [InlineData("&&&==&")]
    [InlineData("name=%ff%fe")]
    [InlineData("")]
    public async Task A_malformed_form_breaks_nothing(string form)
    {
        using var response = await _app.Post("Location/_search", form);
        ((int)response.StatusCode).ShouldBeOneOf(200, 400);
        (await Outcome(response)).GetProperty("resourceType").GetString().ShouldNotBeNull();
    }

    [Fact]
    public async Task A_form_with_too_many_arguments_is_refused()
    {
        using var response = await _app.Post("Location/_search", string.Join('&', Enumerable.Range(0, 300).Select(i => "name=a")));
        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData("handling=strict", 400)]
    [InlineData("return=minimal; foo=bar, handling=\"strict\"", 400)]
    [InlineData("respond-async, HANDLING = strict", 400)]
    [InlineData("handling=lenient", 200)]
    [InlineData("nothandling=strict", 200)]
    public async Task Preferences_are_read_as_RFC_7240_writes_them(string prefer, int status)
    {
        using var response = await _app.Send(HttpMethod.Get, "Location?nonsense=1", r => r.Headers.TryAddWithoutValidation("Prefer", prefer));
        ((int)response.StatusCode).ShouldBe(status);
        if (status == 400)
            (await Outcome(response)).GetProperty("issue")[0].GetProperty("expression")[0].GetString().ShouldBe("nonsense");
    }

    [Theory]
    [InlineData("Location/{0}")]
    [InlineData("Location/{0}/_history")]
    [InlineData("Location/{0}/_history/1")]
    [InlineData("Location?_id={0}")]
    [InlineData("metadata")]
    public async Task Head_answers_wherever_get_does(string path)
    {
        var id = Some.Id();
        await server.Open.Put(Some.Location(id));
        using var head = await _app.Send(HttpMethod.Head, string.Format(null, path, id));
        using var get = await _app.Send(HttpMethod.Get, string.Format(null, path, id));
        head.StatusCode.ShouldBe(get.StatusCode);
        head.Content.Headers.ContentType.ShouldBe(get.Content.Headers.ContentType);
        head.Headers.ETag.ShouldBe(get.Headers.ETag);
        (await head.Content.ReadAsByteArrayAsync()).ShouldBeEmpty();
    }

    private static async Task<JsonElement> Outcome(HttpResponseMessage response) => JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;
}
