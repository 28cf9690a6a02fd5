using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PlanApi.Fhir.Tests.Serve;

/// <summary>DocumentReference/$docref (US Core 6.1.0).</summary>
public sealed class DocRefTests(FhirServer server) : IClassFixture<FhirServer>
{
    private const string Note = "http://loinc.org|34133-9", Discharge = "http://loinc.org|18842-5";
    private readonly string _me = Some.Id("me");
    private readonly string _other = Some.Id("other");

    private App Mine => App.Of(server, _me, "DocumentReference,Patient");

    [Theory]
    [InlineData("start=2024-01-01", "b c")]
    [InlineData("end=2024-12-31", "a b")]
    [InlineData("start=&end=2024-12-31&on-demand=", "a b")]
    [InlineData("start=2024-01-01&end=2024-12-31", "b")]
    [InlineData("start=2020-01-01&type=" + Discharge, "c")]
    [InlineData("start=2020-01-01&type=" + Note + "," + Discharge, "a b c")]
    [InlineData("start=2020-01-01&profile=http://example.org/other", "")]
    [InlineData("start=2020-01-01&on-demand=false", "a b c")]
    public async Task It_finds_the_patients_documents_by_the_period_of_care_type_and_profile(string arguments, string documents)
    {
        await Fill();
        (await Mine.Matches($"DocumentReference/$docref?patient={_me}&{arguments}")).Order().ShouldBe(documents.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(d => $"DocumentReference/{_me}{d}"));
    }

    [Fact]
    public async Task Without_a_period_it_is_the_latest_current_one()
    {
        await Fill();
        var bundle = await Mine.Get($"DocumentReference/$docref?patient=Patient/{_me}");
        Bundles.Entries(bundle).Select(Bundles.Reference).ShouldBe([$"DocumentReference/{_me}b"], "c is later and superseded");
        Bundles.Link(bundle, "self")!.ShouldContain("/DocumentReference?patient=");
        var asked = await Mine.Get($"DocumentReference/$docref?patient={_me}&_count=5&_sort=date");
        Bundles.Link(asked, "self").ShouldBe($"https://plan.example/records/fhir/DocumentReference?patient={_me}&status=current&_sort=-date&_count=1");
    }

    [Theory]
    [InlineData("_count=0", "_count")]
    [InlineData("_sort=date&_count=5", "_sort")]
    public async Task Without_a_period_neither_order_nor_count_is_taken_and_who_is_strict_is_told(string arguments, string parameter)
    {
        await Fill();
        await Mine.Get($"DocumentReference/$docref?patient={_me}&{arguments}");
        var outcome = await Mine.Get($"DocumentReference/$docref?patient={_me}&{arguments}", HttpStatusCode.BadRequest, Strict);
        outcome.GetProperty("issue")[0].GetProperty("code").GetString().ShouldBe("not-supported");
        outcome.GetProperty("issue")[0].GetProperty("expression")[0].GetString().ShouldBe(parameter);
        await Mine.Get($"DocumentReference/$docref?patient={_me}&start=2020-01-01&{arguments}", HttpStatusCode.OK, Strict);
        await Mine.Get($"DocumentReference/$docref?patient={_me}", HttpStatusCode.OK, Strict);
    }

    [Fact]
    public async Task A_post_carries_its_parameters_in_a_resource()
    {
        await Fill();
        using var response = await Mine.Post("DocumentReference/$docref", $$"""
            {"resourceType":"Parameters","parameter":[{"name":"patient","valueId":"{{_me}}"},{"name":"start","valueDate":"2020-01-01"},
            {"name":"type","valueCodeableConcept":{"coding":[{"system":"http://loinc.org","code":"18842-5"}]} }]}
            """, "application/fhir+json");
        Bundles.Entries(JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement).Select(Bundles.Reference).ShouldBe([$"DocumentReference/{_me}c"]);
    }

    [Fact]
    public async Task Pages_go_on_as_the_search_that_it_is()
    {
        await Fill();
        var first = await Mine.Get($"DocumentReference/$docref?patient={_me}&start=2020-01-01&_count=2");
        var next = Bundles.Link(first, "next")!;
        Bundles.Entries(first).Concat(Bundles.Entries(await Mine.Get(next))).Count().ShouldBe(3);
    }

    [Fact]
    public async Task Another_patients_documents_are_not_there()
    {
        await Fill();
        (await Mine.Matches($"DocumentReference/$docref?patient={_other}&start=2020-01-01")).ShouldBeEmpty();
        (await App.Of(server, _other, "Patient").Matches($"DocumentReference/$docref?patient={_other}&start=2020-01-01")).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("", "patient")]
    [InlineData("patient=", "patient")]
    [InlineData("patient=1&start=yesterday", "start")]
    [InlineData("patient=1&end=2024-13-01", "end")]
    [InlineData("patient=1&on-demand=true", "on-demand")]
    [InlineData("patient=1&on-demand=perhaps", "on-demand")]
    public async Task What_cannot_be_honoured_is_refused_by_its_name(string arguments, string parameter)
    {
        var outcome = await Mine.Get($"DocumentReference/$docref?{arguments}", HttpStatusCode.BadRequest);
        outcome.GetProperty("issue")[0].GetProperty("expression")[0].GetString().ShouldBe(parameter);
    }

    [Fact]
    public async Task It_is_declared_where_it_is_answered_and_nowhere_else()
    {
        var documents = (await Mine.Get("metadata")).GetProperty("rest")[0].GetProperty("resource").EnumerateArray().Single(r => r.GetProperty("type").GetString() == "DocumentReference");
        documents.GetProperty("operation")[0].GetProperty("definition").GetString().ShouldBe("http://hl7.org/fhir/us/core/OperationDefinition/docref");
        (await App.AtOpen(server).Get("metadata")).GetRawText().ShouldNotContain("docref");
        (await App.AtOpen(server).Fails("DocumentReference/$docref?patient=1", HttpStatusCode.NotFound)).Code.ShouldBe("not-supported");
    }

    private Task Fill() => server.Records.Put(
        Some.Patient(_me), Some.Patient(_other),
        Document(_me + "a", _me, 2023, "34133-9"), Document(_me + "b", _me, 2024, "34133-9"), Document(_me + "c", _me, 2025, "18842-5", "superseded"), Document(_other + "d", _other, 2024, "34133-9"));

    private static void Strict(HttpRequestMessage request) => request.Headers.Add("Prefer", "handling=strict");

    private static JsonObject Document(string id, string patient, int year, string code, string status = "current") => JsonNode.Parse($$$"""
        {"resourceType":"DocumentReference","id":"{{{id}}}","status":"{{{status}}}","type":{"coding":[{"system":"http://loinc.org","code":"{{{code}}}"} ]},
         "subject":{"reference":"Patient/{{{patient}}}"},"date":"{{{year}}}-06-02T00:00:00Z","content":[{"attachment":{"contentType":"text/plain"}}],
         "context":{"period":{"start":"{{{year}}}-06-01","end":"{{{year}}}-06-02"} } }
        """)!.AsObject();
}
