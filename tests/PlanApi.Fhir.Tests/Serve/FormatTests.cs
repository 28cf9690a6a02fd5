using System.Net;
using System.Text.Json;

namespace PlanApi.Fhir.Tests.Serve;

/// <summary>Which words for JSON are understood, and how it is laid out.</summary>
public sealed class FormatTests(FhirServer server) : IClassFixture<FhirServer>
{
    private const string Fhir = "application/fhir+json; charset=utf-8", Json = "application/json; charset=utf-8";
    private readonly App _app = App.AtOpen(server);

    [Theory]
    [InlineData(null, Fhir)]
    [InlineData("*/*", Fhir)]
    [InlineData("application/*", Fhir)]
    [InlineData("application/json", Json)]
    [InlineData("APPLICATION/FHIR+JSON", Fhir)]
    [InlineData("application/fhir+json;q=0.5, application/json", Json)]
    [InlineData("application/json;q=0.5, application/fhir+json;q=0.6", Fhir)]
    [InlineData("application/fhir+xml;q=0.9, application/fhir+json;q=0.1", Fhir)]
    [InlineData("application/fhir+json;q=0, */*", Json)]
    [InlineData("application/fhir+json; fhirVersion=4.0", Fhir + "; fhirVersion=4.0")]
    [InlineData("application/fhir+json; fhirVersion=\"4.0\"; charset=\"UTF-8\"", Fhir + "; fhirVersion=4.0")]
    [InlineData("application/fhir+json; fhirVersion=3.0, application/json; q=0.1", Json)]
    [InlineData("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", Fhir)]
    public async Task An_answer_comes_in_the_form_of_JSON_that_was_asked_for(string? accept, string expected) =>
        (await Get("Location/{0}", accept)).Content.Headers.ContentType!.ToString().ShouldBe(expected);

    [Theory]
    [InlineData("application/fhir+xml")]
    [InlineData("application/xml, text/html")]
    [InlineData("application/fhir+json;q=0")]
    [InlineData("application/fhir+json;q=0, application/json;q=0, */*;q=0.5")]
    [InlineData("application/fhir+json; fhirVersion=3.0")]
    [InlineData("application/fhir+json; charset=utf-16")]
    [InlineData("text/turtle")]
    [InlineData("image/*")]
    public async Task What_is_not_JSON_of_R4_is_refused_clearly(string accept)
    {
        using var response = await Get("Location/{0}", accept, HttpStatusCode.NotAcceptable);
        var issue = JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement.GetProperty("issue")[0];
        issue.GetProperty("code").GetString().ShouldBe("not-supported");
        issue.GetProperty("expression")[0].GetString().ShouldBe("Accept");
        issue.GetProperty("diagnostics").GetString()!.ShouldContain("application/fhir+json");
    }

    [Theory]
    [InlineData("json", Fhir)]
    [InlineData("application/json", Json)]
    [InlineData("application/fhir%2Bjson", Fhir)]
    [InlineData("application/fhir+json", Fhir)]
    [InlineData("application/fhir+json;fhirVersion=4.0", Fhir + "; fhirVersion=4.0")]
    [InlineData("xml", null)]
    [InlineData("application/fhir%2Bxml", null)]
    [InlineData("text/xml", null)]
    [InlineData("ttl", null)]
    public async Task The_format_argument_counts_before_the_header(string format, string? expected)
    {
        using var response = await Get("Location/{0}?_format=" + format, expected is null ? "application/fhir+json" : "application/fhir+xml", expected is null ? HttpStatusCode.NotAcceptable : HttpStatusCode.OK);
        if (expected is not null)
            response.Content.Headers.ContentType!.ToString().ShouldBe(expected);
        else
            (await response.Content.ReadAsStringAsync()).ShouldContain("_format");
    }

    [Theory]
    [InlineData("Location/{0}?")]
    [InlineData("Location?_id={0}&")]
    [InlineData("Location/{0}/_history?")]
    [InlineData("metadata?")]
    [InlineData("Location/none?")]
    public async Task Pretty_is_the_same_laid_out_for_people(string path)
    {
        var id = Some.Id();
        await server.Open.PutText($$"""{"resourceType":"Location","id":"{{id}}","name":"A \u00e9 \"place\" <b> 😀","position":{"longitude":1.50,"latitude":-72.000} }""");
        var plain = await Text(string.Format(null, path, id), "the-same-id");
        var pretty = await Text(string.Format(null, path, id) + "_pretty=true", "the-same-id");
        plain.ShouldNotContain("\n");
        pretty.ShouldStartWith("{\n  \"resourceType\": ");
        if (path.StartsWith("Location/{0}?", StringComparison.Ordinal))
            pretty.ShouldContain("\"longitude\": 1.50,\n");
        JsonElement.DeepEquals(JsonDocument.Parse(pretty).RootElement, JsonDocument.Parse(plain).RootElement).ShouldBeTrue();
        (await Text(string.Format(null, path, id) + "_pretty=false", "the-same-id")).ShouldBe(plain);
    }

    [Fact]
    public async Task Pretty_holds_for_what_is_fetched_while_it_is_written()
    {
        var id = Some.Id();
        await server.Records.Put([Some.Patient(id), .. Enumerable.Range(0, 300).Select(i => Some.Observation($"{id}-{i:d3}", id))]);
        var bundle = JsonDocument.Parse(await (await App.Of(server, id).Send(HttpMethod.Get, $"Patient/{id}/$everything?_pretty=true")).Content.ReadAsStringAsync()).RootElement;
        Bundles.Entries(bundle).Count().ShouldBe(301);
    }

    private async Task<string> Text(string path, string requestId)
    {
        using var response = await _app.Send(HttpMethod.Get, path, r => r.Headers.Add("X-Request-Id", requestId));
        return await response.Content.ReadAsStringAsync();
    }

    private async Task<HttpResponseMessage> Get(string path, string? accept, HttpStatusCode expected = HttpStatusCode.OK)
    {
        var id = Some.Id();
        await server.Open.Put(Some.Location(id));
        var response = await _app.Send(HttpMethod.Get, string.Format(null, path, id), r =>
        {
            if (accept is not null)
                r.Headers.TryAddWithoutValidation("Accept", accept);
        });
        response.StatusCode.ShouldBe(expected, accept);
        return response;
    }
}
