using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using PlanApi.Conformance.Tests.Guides;
using PlanApi.Conformance.Tests.Records;

namespace PlanApi.Conformance.Tests;

/// <summary>What the guides ask of every answer: form and status.</summary>
public sealed class AnswerTests(ConformanceHost host)
{
    [Theory, InlineData("US Core 6.1.0"), InlineData("Plan-Net 1.1.0")]
    public async Task A_search_by_form_finds_the_same_as_one_by_address(string guide)
    {
        var (server, findings) = (await host.For(Guide.Named(guide)), new Findings());
        await findings.Collect(server.Types.Keys, async type =>
        {
            var asked = Id(server.World, type);
            using var response = await server.App(World.Member).PostAsync($"{type}/_search", new FormUrlEncodedContent([new("_id", asked)]));
            var (posted, got) = (JsonNode.Parse(await response.Content.ReadAsStringAsync())!, await server.App(World.Member).GetStringAsync($"{type}?_id={asked}"));
            return response.StatusCode == HttpStatusCode.OK && Found(posted) is { Count: > 0 } found && found.SequenceEqual(Found(JsonNode.Parse(got)!)) ? null : $"{type}: {(int)response.StatusCode}";
        });
        findings.ShouldBeNone();
    }

    [Theory, InlineData("US Core 6.1.0"), InlineData("Plan-Net 1.1.0")]
    public async Task Json_is_spoken_on_every_type_and_XML_refused(string guide)
    {
        var (server, findings) = (await host.For(Guide.Named(guide)), new Findings());
        await findings.Collect(server.Types.Keys, async type =>
        {
            using var json = await Get(server, $"{type}/{Id(server.World, type)}", "application/fhir+json");
            using var xml = await Get(server, $"{type}/{Id(server.World, type)}", "application/fhir+xml");
            return json.StatusCode == HttpStatusCode.OK && json.Content.Headers.ContentType?.MediaType == "application/fhir+json" && xml.StatusCode == HttpStatusCode.NotAcceptable
                ? null
                : $"{type}: {(int)json.StatusCode} {json.Content.Headers.ContentType} and {(int)xml.StatusCode}";
        });
        findings.ShouldBeNone();
    }

    [Fact]
    public async Task Refusals_have_the_status_that_the_guides_ask()
    {
        var (members, directory) = (await host.For(Guide.UsCore), await host.For(Guide.PlanNet));

        await Outcome(members.App(World.Member), "Observation?date=yesterday", HttpStatusCode.BadRequest);
        await Outcome(members.App(null), "Observation", HttpStatusCode.Unauthorized);
        await Outcome(members.App(World.Member + ConformanceHost.CoverageOnly), "Observation", HttpStatusCode.Forbidden);
        await Outcome(members.App(World.Member), "Observation/never-was", HttpStatusCode.NotFound);
        await Outcome(members.App(World.Member), "Nothing/never-was", HttpStatusCode.NotFound);
        await Outcome(directory.App(null), "Location?_lastUpdated=yesterday", HttpStatusCode.BadRequest);
        await Outcome(directory.App(null), "Location/never-was", HttpStatusCode.NotFound);
    }

    private static async Task Outcome(HttpClient app, string path, HttpStatusCode status)
    {
        using var response = await app.GetAsync(path);
        response.StatusCode.ShouldBe(status, path);
        JsonNode.Parse(await response.Content.ReadAsStringAsync())!["resourceType"]!.GetValue<string>().ShouldBe("OperationOutcome");
    }

    private static async Task<HttpResponseMessage> Get(Server server, string path, string accept)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(accept));
        return await server.App(World.Member).SendAsync(request);
    }

    private static string Id(World world, string type) => world.Of(type).First(r => Server.TokenFor(r) == World.Member).Id;

    private static List<string> Found(JsonNode bundle) => [.. (bundle["entry"]?.AsArray() ?? []).Select(e => e!["resource"]!.ToJsonString())];
}
