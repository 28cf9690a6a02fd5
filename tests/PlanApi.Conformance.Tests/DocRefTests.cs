using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using PlanApi.Conformance.Tests.Asking;
using PlanApi.Conformance.Tests.Guides;
using PlanApi.Conformance.Tests.Records;

namespace PlanApi.Conformance.Tests;

/// <summary>DocumentReference/$docref, which both versions of US Core ask of every server, at the members' base.</summary>
public sealed class DocRefTests(ConformanceHost host)
{
    private const string Operation = "DocumentReference/$docref";

    [Fact]
    public async Task It_finds_the_members_documents_by_period_and_type()
    {
        var (server, documents) = await Documents();
        var dated = documents.Where(d => Period(d) is not null).ToList();
        dated.Count.ShouldBeGreaterThan(1);

        (await Found(server, "start=1900-01-01&end=2100-01-01&_count=2")).ShouldBe(dated.Select(d => d.Reference), ignoreOrder: true);
        (await Found(server, "start=2100-01-01")).ShouldBeEmpty();
        foreach (var code in dated.SelectMany(Codes).Distinct())
            (await Found(server, $"start=1900-01-01&type={Uri.EscapeDataString(code)}")).ShouldBe(dated.Where(d => Codes(d).Contains(code)).Select(d => d.Reference), ignoreOrder: true, code);
    }

    [Fact]
    public async Task Without_a_period_it_is_the_latest_current_document()
    {
        var (server, documents) = await Documents();
        var latest = documents.Where(d => d.Json["status"]!.GetValue<string>() == "current" && d.Json["date"] is not null)
            .MaxBy(d => DateTimeOffset.Parse(d.Json["date"]!.GetValue<string>(), CultureInfo.InvariantCulture))!;
        // Its next link would go on to the one before.
        var found = Answer.Of([JsonNode.Parse(await server.App(World.Member).GetStringAsync($"{Operation}?patient={World.Member}"))!.AsObject()]).Matches.Values.Single();
        found["status"]!.GetValue<string>().ShouldBe("current");
        found["date"]!.GetValue<string>().ShouldBe(latest.Json["date"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_post_of_parameters_is_answered_like_the_address()
    {
        var (server, _) = await Documents();
        using var response = await server.App(World.Member).PostAsync(Operation, new StringContent(
            $$"""{"resourceType":"Parameters","parameter":[{"name":"patient","valueId":"{{World.Member}}"},{"name":"start","valueDate":"1900-01-01"}]}""", null, "application/fhir+json"));
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        Answer.Of([JsonNode.Parse(await response.Content.ReadAsStringAsync())!.AsObject()]).Matches.Keys.ShouldBe(await Found(server, "start=1900-01-01"), ignoreOrder: true);
    }

    [Fact]
    public async Task Without_a_patient_for_another_one_and_without_a_scope_nothing_is_found()
    {
        var (server, _) = await Documents();
        (await server.Ask(Operation)).Refusal.ShouldNotBeNull().ShouldStartWith("400 ");
        (await server.Ask($"{Operation}?patient={World.Member}&start=1900-01-01", "somebody-else")).Matches.ShouldBeEmpty();
        (await server.Ask($"{Operation}?patient={World.Member}", World.Member + ConformanceHost.CoverageOnly)).Refusal.ShouldNotBeNull().ShouldStartWith("403 ");
    }

    private async Task<(Server, List<Loaded>)> Documents()
    {
        var server = await host.For(Guide.UsCore);
        return (server, [.. server.World.Of("DocumentReference")]);
    }

    private static async Task<IReadOnlyCollection<string>> Found(Server server, string arguments)
    {
        var answer = await server.Ask($"{Operation}?patient={World.Member}&{arguments}");
        answer.Refusal.ShouldBeNull();
        return [.. answer.Matches.Keys];
    }

    private static JsonNode? Period(Loaded document) => document.Json["context"]?["period"];

    private static IEnumerable<string> Codes(Loaded document) => document.Json["type"]!["coding"]!.AsArray().Select(c => $"{c!["system"]}|{c["code"]}");
}
