using System.IO.Compression;
using System.Net;
using System.Text.Json;
using PlanApi.BuildingBlocks.Store;
using PlanApi.SyntheticData;

namespace PlanApi.PatientAccess.Tests.ServeRecords;

/// <summary>What the host does to a FHIR answer on its way: compression, also behind TLS, and headers for browser apps.</summary>
public sealed class TransportTests(RecordsHost host)
{
    private static readonly string[] Exposed = ["Location", "ETag", "Link", "Content-Location", "Last-Modified", "X-Request-Id", "WWW-Authenticate", "Retry-After", "Allow"];

    [Theory]
    [InlineData("gzip", "gzip")]
    [InlineData("br", "br")]
    [InlineData("gzip, br", "br")]
    [InlineData("gzip;q=1, br;q=0.1", "gzip")]
    [InlineData("identity", null)]
    public async Task Answers_are_compressed_as_asked_for(string accept, string? encoding)
    {
        var organization = NewId.From(TimeProvider.System);
        var patient = (await host.Sandbox(organization, Scenario.TypicalAdult)).Patients[0].PatientId;
        var app = host.App(host.Grant(patient, organization, RecordsHost.AllScopes));
        foreach (var path in new[] { "ExplanationOfBenefit?_count=20", $"Patient/{patient}/$everything", $"Patient/{patient}", "metadata" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.TryAddWithoutValidation("Accept-Encoding", accept);
            using var response = await app.SendAsync(request);
            response.Content.Headers.ContentEncoding.ShouldBe(encoding is null ? [] : [encoding], path);
            response.Headers.Vary.ShouldContain("Accept-Encoding");
            response.Headers.Vary.Count(v => v == "Accept-Encoding").ShouldBe(1);
            await using var plain = Plain(await response.Content.ReadAsStreamAsync(), encoding);
            using var json = await JsonDocument.ParseAsync(plain);
            json.RootElement.TryGetProperty("resourceType", out _).ShouldBeTrue();
        }
    }

    [Fact]
    public async Task Compression_holds_behind_TLS_for_FHIR()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "https://localhost/fhir/metadata");
        request.Headers.TryAddWithoutValidation("Accept-Encoding", "br");
        using var response = await host.CreateClient().SendAsync(request);
        response.Content.Headers.ContentEncoding.ShouldBe(["br"]);
    }

    [Theory]
    [InlineData("Patient/x", 401)]
    [InlineData("nonsense/at/all", 404)]
    [InlineData("Patient/x?_format=xml", 406)]
    [InlineData("metadata", 200)]
    public async Task Browser_apps_of_any_origin_see_the_answer_and_its_headers(string path, int status)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("Origin", "https://app.example");
        using var response = await host.App(null).SendAsync(request);
        ((int)response.StatusCode).ShouldBe(status);
        response.Headers.GetValues("Access-Control-Allow-Origin").ShouldBe(["*"]);
        var exposed = response.Headers.GetValues("Access-Control-Expose-Headers").Single().Split(", ");
        Exposed.ShouldBeSubsetOf(exposed);
        response.Headers.Contains("X-Request-Id").ShouldBeTrue();
    }

    [Fact]
    public async Task A_preflight_allows_the_token()
    {
        using var request = new HttpRequestMessage(HttpMethod.Options, "Patient/x/$everything");
        request.Headers.Add("Origin", "https://app.example");
        request.Headers.Add("Access-Control-Request-Method", "POST");
        request.Headers.Add("Access-Control-Request-Headers", "authorization,content-type");
        using var response = await host.App(null).SendAsync(request);
        response.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        var allowed = response.Headers.GetValues("Access-Control-Allow-Headers").Single().Split(", ");
        allowed.ShouldContain("*");
        allowed.ShouldContain("Authorization");
        response.Headers.GetValues("Access-Control-Allow-Methods").Single().ShouldContain("POST");
    }

    private static Stream Plain(Stream stream, string? encoding) => encoding switch
    {
        "gzip" => new GZipStream(stream, CompressionMode.Decompress),
        "br" => new BrotliStream(stream, CompressionMode.Decompress),
        _ => stream,
    };
}
