using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PlanApi.Fhir.Tests.Serve;

/// <summary>Parts of resources: <c>_summary</c> and <c>_elements</c> (search.html#summary, #elements).</summary>
public sealed class SubsetTests(FhirServer server) : IClassFixture<FhirServer>
{
    private readonly App _app = App.AtOpen(server);
    private readonly string _id = Some.Id();

    [Theory]
    [InlineData("_summary=true", "resourceType id meta status code subject effectiveDateTime valueQuantity component modifierExtension")]
    [InlineData("_summary=text", "resourceType id meta text status code")]
    [InlineData("_summary=data", "resourceType id meta status code subject effectiveDateTime valueQuantity note component contained modifierExtension")]
    [InlineData("_summary=false", "resourceType id meta text status code subject effectiveDateTime valueQuantity note component contained modifierExtension")]
    [InlineData("_elements=effective", "resourceType id meta status code effectiveDateTime modifierExtension")]
    [InlineData("_elements=value[x],note,nonsense", "resourceType id meta status code valueQuantity note modifierExtension")]
    public async Task Shows_just_these_elements(string asked, string elements)
    {
        await Fill();
        var whole = asked == "_summary=false";
        var found = Bundles.Entries(await _app.Get($"Observation?_id={_id}&{asked}")).Single().GetProperty("resource");
        var read = await _app.Get($"Observation/{_id}?{asked}");
        foreach (var resource in new[] { found, read })
        {
            resource.EnumerateObject().Select(p => p.Name).ShouldBe(elements.Split(' '), ignoreOrder: true);
            var tags = resource.GetProperty("meta").GetProperty("tag").EnumerateArray().Select(t => t.GetProperty("code").GetString());
            tags.ShouldBe(whole ? ["mine"] : ["mine", "SUBSETTED"]);
        }
    }

    [Fact]
    public async Task What_is_shown_is_shown_as_it_is_and_elements_within_elements_are_summed_up_too()
    {
        await Fill();
        var whole = await _app.Get("Observation/" + _id);
        var part = await _app.Get($"Observation/{_id}?_summary=true");
        part.GetProperty("valueQuantity").GetRawText().ShouldBe(whole.GetProperty("valueQuantity").GetRawText());
        part.GetProperty("code").GetRawText().ShouldBe(whole.GetProperty("code").GetRawText());
        part.GetProperty("component").EnumerateArray().Select(c => string.Join(' ', c.EnumerateObject().Select(p => p.Name))).ShouldBe(["code valueString", "code"]);
    }

    [Fact]
    public async Task A_resource_without_tags_gets_one()
    {
        await server.Open.Put(Some.Location(_id));
        var location = await _app.Get($"Location/{_id}?_elements=name");
        location.GetProperty("meta").GetProperty("tag")[0].GetProperty("code").GetString().ShouldBe("SUBSETTED");
        location.TryGetProperty("address", out _).ShouldBeFalse();
        (await _app.Get("Location/" + _id)).GetProperty("meta").TryGetProperty("tag", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task The_self_link_names_the_elements_that_are_known()
    {
        var bundle = await _app.Get("Observation?_id=none&_elements=note,nonsense");
        Bundles.Link(bundle, "self").ShouldBe("https://plan.example/open/fhir/Observation?_id=none&_elements=note");
    }

    [Fact]
    public async Task Elements_are_of_the_matches_and_summaries_of_all()
    {
        await server.Open.Put(Some.Patient(_id), Some.Observation(_id, _id));
        JsonElement Included(JsonElement bundle) => Bundles.Entries(bundle).Single(e => Bundles.Reference(e) == "Patient/" + _id).GetProperty("resource");
        Included(await _app.Get($"Observation?_id={_id}&_include=Observation:patient&_elements=status")).TryGetProperty("birthDate", out _).ShouldBeTrue();
        var summary = Included(await _app.Get($"Observation?_id={_id}&_include=Observation:patient&_summary=true"));
        summary.TryGetProperty("birthDate", out _).ShouldBeTrue();
        summary.GetProperty("meta").GetProperty("tag")[0].GetProperty("code").GetString().ShouldBe("SUBSETTED");
    }

    [Theory]
    [InlineData("_summary=some", "_summary")]
    [InlineData("_elements=nonsense", "nonsense")]
    [InlineData("_summary=true&_elements=status", "_elements")]
    [InlineData("_summary=text&_include=Observation:patient", "_include")]
    public async Task What_can_not_be_is_said(string asked, string mentioned) =>
        (await _app.Fails("Observation?" + asked, HttpStatusCode.BadRequest)).Diagnostics.ShouldContain(mentioned);

    [Fact]
    public async Task An_unknown_element_is_an_error_when_strict() =>
        await _app.Fails("Observation?_elements=status,nonsense", HttpStatusCode.BadRequest, r => r.Headers.Add("Prefer", "handling=strict"));

    private async Task Fill()
    {
        var observation = Some.Observation(_id, _id, "2020-02-03");
        observation["meta"] = new JsonObject { ["tag"] = new JsonArray(Some.Coding("http://example.org", "mine")) };
        observation["text"] = new JsonObject { ["status"] = "generated", ["div"] = "<div xmlns=\"http://www.w3.org/1999/xhtml\">it</div>" };
        observation["note"] = new JsonArray(new JsonObject { ["text"] = "a note, with \"quotes\" and {braces}" });
        observation["valueQuantity"] = Some.Quantity(1.50, "mg");
        observation["contained"] = new JsonArray(new JsonObject { ["resourceType"] = "Device", ["id"] = "d" });
        observation["modifierExtension"] = new JsonArray(new JsonObject { ["url"] = "http://example.org/not", ["valueBoolean"] = false });
        observation["component"] = new JsonArray(
            new JsonObject { ["code"] = new JsonObject { ["text"] = "one" }, ["valueString"] = "a", ["interpretation"] = new JsonArray(new JsonObject { ["text"] = "fine" }) },
            new JsonObject { ["code"] = new JsonObject { ["text"] = "two" } });
        await server.Open.Put(observation);
    }
}
