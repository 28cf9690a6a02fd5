using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PlanApi.Fhir.Tests.Serve;

/// <summary>Patient/$everything under a grant.</summary>
public sealed class EverythingTests(FhirServer server) : IClassFixture<FhirServer>
{
    private readonly string _me = Some.Id("me");
    private readonly string _other = Some.Id("other");

    [Fact]
    public async Task It_is_the_patient_what_it_owns_and_the_shared_resources_that_those_refer_to()
    {
        await Fill();
        var bundle = await App.Of(server, _me).Get($"Patient/{_me}/$everything");
        bundle.GetProperty("type").GetString().ShouldBe("searchset");
        Modes(bundle).ShouldBe(
        [
            ($"Patient/{_me}", "match"), ($"Observation/{_me}o1", "match"), ($"Observation/{_me}o2", "match"), ($"Procedure/{_me}p", "match"), ($"Provenance/{_me}v", "match"),
            ($"Practitioner/{_me}d", "include"), ($"Practitioner/{_me}r", "include"), ($"PractitionerRole/{_me}r", "include"),
        ]);
        Bundles.Link(bundle, "self").ShouldBe($"https://plan.example/records/fhir/Patient/{_me}/$everything");
        Bundles.Link(bundle, "next").ShouldBeNull();
    }

    [Fact]
    public async Task Without_an_id_it_is_the_patient_of_the_grant()
    {
        await Fill();
        Modes(await App.Of(server, _me).Get("Patient/$everything")).ShouldBe(Modes(await App.Of(server, _me).Get($"Patient/{_me}/$everything")));
    }

    [Fact]
    public async Task Another_patient_is_as_absent_as_one_that_never_was()
    {
        await Fill();
        var app = App.Of(server, _me);
        var others = await app.Fails($"Patient/{_other}/$everything", HttpStatusCode.NotFound);
        var nobodys = await app.Fails("Patient/nobody/$everything", HttpStatusCode.NotFound);
        others.Diagnostics.Replace(_other, "nobody", StringComparison.Ordinal).ShouldBe(nobodys.Diagnostics);
        await server.Records.Changes.Delete("Patient", _me, default);
        (await app.Fails($"Patient/{_me}/$everything", HttpStatusCode.Gone)).Code.ShouldBe("deleted");
    }

    [Fact]
    public async Task Types_that_may_not_be_read_and_searched_both_are_left_out_and_so_is_what_only_they_refer_to()
    {
        await Fill();
        Modes(await App.Of(server, _me, "Patient,Observation,Practitioner", "search=Patient,Procedure,Practitioner").Get($"Patient/{_me}/$everything"))
            .ShouldBe([($"Patient/{_me}", "match"), ($"Practitioner/{_me}d", "include")]);
        Modes(await App.Of(server, _me, "Patient,Practitioner").Get($"Patient/{_me}/$everything")).ShouldBe([($"Patient/{_me}", "match")]);
        await App.Of(server, _me, "Observation").Fails($"Patient/{_me}/$everything", HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Types_can_be_chosen_and_what_was_not_granted_of_them_is_said()
    {
        await Fill();
        Modes(await App.Of(server, _me).Get($"Patient/{_me}/$everything?_type=Procedure,Practitioner&_type=Provenance")).Select(m => m.Reference)
            .ShouldBe([$"Procedure/{_me}p", $"Provenance/{_me}v", $"Practitioner/{_me}d", $"Practitioner/{_me}r"]);
        var partly = await App.Of(server, _me, "Patient,Observation").Get($"Patient/{_me}/$everything?_type=Observation,Procedure");
        var entries = Bundles.Entries(partly).ToList();
        entries.Count.ShouldBe(3);
        entries[2].GetProperty("search").GetProperty("mode").GetString().ShouldBe("outcome");
        entries[2].GetProperty("resource").GetProperty("issue")[0].GetProperty("diagnostics").GetString()!.ShouldContain("Procedure");
        (await App.Of(server, _me).Fails($"Patient/{_me}/$everything?_type=Elephant", HttpStatusCode.BadRequest)).Diagnostics.ShouldContain("Elephant");
    }

    [Fact]
    public async Task Since_an_instant_only_what_was_written_from_then_on_comes()
    {
        await Fill();
        server.Clock.Advance(TimeSpan.FromHours(1));
        var since = server.Clock.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ss.fffzzz", System.Globalization.CultureInfo.InvariantCulture);
        await server.Records.Put(Some.Procedure(_me + "p2", _me));
        var app = App.Of(server, _me);
        Modes(await app.Get($"Patient/{_me}/$everything?_since={Uri.EscapeDataString(since)}")).ShouldBe([($"Procedure/{_me}p2", "match")]);
        (await app.Get($"Patient/{_me}/$everything?_since=9999-01-01")).TryGetProperty("entry", out _).ShouldBeFalse();
        (await app.Fails($"Patient/{_me}/$everything?_since=yesterday", HttpStatusCode.BadRequest)).Code.ShouldBe("value");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(8)]
    [InlineData(9)]
    public async Task Page_by_page_everything_comes_once(int count)
    {
        await Fill();
        var app = App.Of(server, _me);
        List<string> found = [];
        var pages = 0;
        for (var next = $"Patient/{_me}/$everything?_count={count}"; next is not null; pages++)
        {
            var bundle = await app.Get(next);
            Bundles.Entries(bundle).Count().ShouldBeLessThanOrEqualTo(count);
            found.AddRange(Bundles.Entries(bundle).Select(Bundles.Reference));
            next = Bundles.Link(bundle, "next");
            await server.Records.Put(Some.Observation($"{_me}o0{pages}", _me));
        }

        found.Distinct().Count().ShouldBe(found.Count);
        found.Where(f => !f.StartsWith($"Observation/{_me}o0", StringComparison.Ordinal))
            .ShouldBe(Modes(await app.Get($"Patient/{_me}/$everything")).Select(m => m.Reference).Where(f => !f.StartsWith($"Observation/{_me}o0", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public async Task A_type_that_is_open_in_a_category_and_what_is_withheld_page_the_same(int count)
    {
        const string Laboratory = "http://terminology.hl7.org/CodeSystem/observation-category|laboratory";
        await Fill();
        foreach (var number in Enumerable.Range(1, 3))
            await server.Records.Put(Laboratorial($"{_me}l{number}"));
        var secret = Laboratorial(_me + "l4");
        secret["meta"] = JsonNode.Parse("""{"security":[{"system":"http://terminology.hl7.org/CodeSystem/v3-Confidentiality","code":"R"}]}""");
        await server.Records.Put(secret);

        var app = App.Of(server, _me, $"Patient,Observation?{Laboratory},Procedure,Provenance,Practitioner,PractitionerRole", "withheld=R");
        string[] all =
        [
            $"Patient/{_me}", $"Observation/{_me}l1", $"Observation/{_me}l2", $"Observation/{_me}l3", $"Procedure/{_me}p", $"Provenance/{_me}v",
            $"Practitioner/{_me}r", $"PractitionerRole/{_me}r",
        ];
        Modes(await app.Get($"Patient/{_me}/$everything")).Select(m => m.Reference).ShouldBe(all);
        List<string> paged = [];
        for (var next = $"Patient/{_me}/$everything?_count={count}"; next is not null;)
        {
            var bundle = await app.Get(next);
            paged.AddRange(Bundles.Entries(bundle).Select(Bundles.Reference));
            next = Bundles.Link(bundle, "next");
        }

        paged.ShouldBe(all);

        JsonObject Laboratorial(string id)
        {
            var observation = Some.Observation(id, _me);
            observation["category"] = JsonNode.Parse("""[{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/observation-category","code":"laboratory"}]}]""");
            return observation;
        }
    }

    [Fact]
    public async Task A_paging_link_is_bound_to_patient_types_and_grant()
    {
        await Fill();
        var next = Bundles.Link(await App.Of(server, _me).Get($"Patient/{_me}/$everything?_count=2"), "next")!;
        foreach (var (app, link) in new[]
        {
            (App.Of(server, _other), next.Replace(_me, _other, StringComparison.Ordinal)),
            (App.Of(server, _me, "Patient,Observation"), next),
            (App.Of(server, _me), next + "&_type=Observation"),
            (App.Of(server, _me), next.Replace($"{_me}/", "", StringComparison.Ordinal)),
            (App.Of(server, _me), next.Replace($"{_me}/$everything", $"{_me}/_history", StringComparison.Ordinal)),
        })
        {
            (await app.Fails(link, HttpStatusCode.BadRequest)).Diagnostics.ShouldContain("paging link");
        }
    }

    [Fact]
    public async Task A_record_of_thousands_comes_in_one_bundle_whole()
    {
        foreach (var chunk in Enumerable.Range(0, 1100).Chunk(250))
            await server.Records.Put(chunk.Select(i => Some.Observation($"{_me}-{i:d4}", _me)));
        await server.Records.Put(Some.Patient(_me));
        using var response = await App.Of(server, _me).Send(HttpMethod.Get, $"Patient/{_me}/$everything");
        response.Headers.TransferEncodingChunked.ShouldBe(true);
        var bundle = JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;
        Bundles.Entries(bundle).Select(Bundles.Reference).ShouldBe([$"Patient/{_me}", .. Enumerable.Range(0, 1100).Select(i => $"Observation/{_me}-{i:d4}")]);
    }

    [Fact]
    public async Task A_post_carries_its_parameters_in_a_resource()
    {
        await Fill();
        var app = App.Of(server, _me);
        using var some = await app.Post($"Patient/{_me}/$everything", """{"resourceType":"Parameters","parameter":[{"name":"_type","valueCode":"Procedure"},{"name":"_count","valueInteger":5}]}""", "application/fhir+json");
        Modes(JsonDocument.Parse(await some.Content.ReadAsStringAsync()).RootElement).ShouldBe([($"Procedure/{_me}p", "match")]);
        using var all = await app.Send(HttpMethod.Post, $"Patient/{_me}/$everything");
        Modes(JsonDocument.Parse(await all.Content.ReadAsStringAsync()).RootElement).Count.ShouldBe(8);
    }

    [Theory]
    [InlineData("")]
    [InlineData("?_count=3")]
    public async Task Head_tells_the_same_without_the_record(string arguments)
    {
        await Fill();
        var app = App.Of(server, _me);
        using var head = await app.Send(HttpMethod.Head, $"Patient/{_me}/$everything{arguments}");
        using var get = await app.Send(HttpMethod.Get, $"Patient/{_me}/$everything{arguments}");
        head.StatusCode.ShouldBe(HttpStatusCode.OK);
        head.Content.Headers.ContentType.ShouldBe(get.Content.Headers.ContentType);
        (await head.Content.ReadAsByteArrayAsync()).ShouldBeEmpty();
        using var absent = await app.Send(HttpMethod.Head, $"Patient/{_other}/$everything{arguments}");
        absent.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("""{"resourceType":"Patient"}""", "application/fhir+json", 400, "Parameters")]
    [InlineData("""{"resourceType":"Parameters","parameter":[{"name":"_type","valueCode":"Procedure"},{"name":"x","resource":{}}]}""", "application/json", 400, "Parameters.parameter[1]")]
    [InlineData("""{"resourceType":"Parameters","parameter":{}}""", "application/fhir+json", 400, "Parameters.parameter")]
    [InlineData("{", "application/fhir+json", 400, null)]
    [InlineData("[]", "application/fhir+json; fhirVersion=4.0", 400, "Parameters")]
    [InlineData("<Parameters/>", "application/fhir+xml", 415, "Content-Type")]
    [InlineData("{}", "application/fhir+json; fhirVersion=3.0", 415, "Content-Type")]
    [InlineData("_type=Procedure", "application/x-www-form-urlencoded", 415, "Content-Type")]
    public async Task A_post_that_is_not_understood_is_told_where(string body, string contentType, int status, string? expression)
    {
        using var response = await App.Of(server, _me).Send(HttpMethod.Post, $"Patient/{_me}/$everything", r =>
        {
            r.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            r.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        });
        ((int)response.StatusCode).ShouldBe(status);
        var issue = JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement.GetProperty("issue")[0];
        (issue.TryGetProperty("expression", out var at) ? at[0].GetString() : null).ShouldBe(expression);
    }

    [Theory]
    [InlineData("?start=2020-01-01", 400)]
    [InlineData("?_count=0", 400)]
    [InlineData("?_count=many", 400)]
    [InlineData("?_cursor=nonsense", 400)]
    [InlineData("?nonsense=1", 200)]
    public async Task What_cannot_be_honoured_is_refused(string arguments, int status)
    {
        await server.Records.Put(Some.Patient(_me));
        using var response = await App.Of(server, _me).Send(HttpMethod.Get, $"Patient/{_me}/$everything{arguments}");
        ((int)response.StatusCode).ShouldBe(status);
    }

    [Fact]
    public async Task It_is_declared_where_it_is_answered_and_nowhere_else()
    {
        var patient = (await App.Of(server, _me).Get("metadata")).GetProperty("rest")[0].GetProperty("resource").EnumerateArray().Single(r => r.GetProperty("type").GetString() == "Patient");
        patient.GetProperty("operation")[0].GetProperty("definition").GetString().ShouldBe("http://hl7.org/fhir/OperationDefinition/Patient-everything");
        (await App.AtOpen(server).Get("metadata")).GetRawText().ShouldNotContain("everything");
        (await App.AtOpen(server).Fails("Patient/1/$everything", HttpStatusCode.NotFound)).Code.ShouldBe("not-supported");
        (await App.Of(server, _me).Fails("Observation/1/$everything", HttpStatusCode.NotFound)).Code.ShouldBe("not-supported");
    }

    private Task Fill() => server.Records.Put(
        Some.Patient(_me), Some.Patient(_other), Some.Practitioner(_me + "d"), Some.Practitioner(_me + "r"), Some.Practitioner(_other + "d"), Some.Practitioner(_me + "x"),
        Some.Role(_me + "r", _me + "r"), Some.Observation(_me + "o1", _me, performer: $"Practitioner/{_me}d"), Some.Observation(_me + "o2", _me),
        Some.Procedure(_me + "p", _me, $"PractitionerRole/{_me}r"), Some.Observation(_other + "o", _other, performer: $"Practitioner/{_other}d"),
        Some.Provenance(_me + "v", $"Observation/{_me}o1"));

    private static List<(string Reference, string Mode)> Modes(JsonElement bundle) =>
        [.. Bundles.Entries(bundle).Select(e => (Bundles.Reference(e), e.GetProperty("search").GetProperty("mode").GetString()!))];
}
