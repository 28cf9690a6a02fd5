using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hl7.Fhir.Serialization;
using PlanApi.Fhir.Validation;

namespace PlanApi.Fhir.Tests.Validation;

/// <summary>What the walk lets through is what the SDK's validation lets through.</summary>
public sealed class StructureCheckTests
{
    [Theory]
    [InlineData("""{"resourceType":"Observation","id":"a","status":"final","code":{"text":"x"}}""")]
    [InlineData("""{"resourceType":"Observation","id":"a","code":{"text":"x"}}""")]
    [InlineData("""{"resourceType":"Observation","id":"a","status":"fine","code":{"text":"x"}}""")]
    [InlineData("""{"resourceType":"Observation","id":"a","status":"final","code":{}}""")]
    [InlineData("""{"resourceType":"Observation","id":"a","status":"final","code":{"text":"x"},"effectiveDateTime":"2020-13-01"}""")]
    [InlineData("""{"resourceType":"Observation","id":"a","status":"final","code":{"text":"x"},"effectiveDateTime":"2020-01-01","effectivePeriod":{"start":"2020"}}""")]
    [InlineData("""{"resourceType":"Observation","id":"a","status":"final","code":{"text":"x"},"valueAddress":{"city":"x"}}""")]
    [InlineData("""{"resourceType":"Observation","id":"a","status":"final","code":{"text":"x"},"subject":[{"reference":"Patient/1"}]}""")]
    [InlineData("""{"resourceType":"Observation","id":"a","status":"final","code":{"text":"x"},"performer":[]}""")]
    [InlineData("""{"resourceType":"Observation","id":"a","status":"final","code":{"text":"x"},"performer":[null]}""")]
    [InlineData("""{"resourceType":"Observation","id":"a","status":"final","code":{"text":"x"},"component":[{"valueString":"no code"}]}""")]
    [InlineData("""{"resourceType":"Observation","id":"a","status":"final","code":{"text":""}}""")]
    [InlineData("""{"resourceType":"Provenance","id":"a","target":[],"recorded":"2020-01-01T00:00:00Z","agent":[{"who":{"display":"x"}}]}""")]
    [InlineData("""{"resourceType":"Provenance","id":"a","target":[{"reference":"Patient/1"}],"recorded":"2020-01-01","agent":[{"role":[{"text":"x"}]}]}""")]
    // What was taken as a dateTime is no instant for that.
    [InlineData("""{"resourceType":"Provenance","id":"a","target":[{"reference":"Patient/1"}],"occurredDateTime":"2020-01","recorded":"2020-01","agent":[{"who":{"display":"x"}}]}""")]
    [InlineData("""{"resourceType":"Patient","id":"a","gender":"Male","birthDate":"1970-02-30","contact":[{"period":{"start":"x"}}],"link":[{"type":"refer"}]}""")]
    [InlineData("""{"resourceType":"Patient","id":"a","multipleBirthInteger":1.5,"active":"true","photo":[{"contentType":"no mime","data":"%%%"}]}""")]
    [InlineData("""{"resourceType":"Patient","id":"a","contained":[{"resourceType":"Patient","id":"b","contained":[{"resourceType":"Patient","id":"c"}]}]}""")]
    [InlineData("""{"resourceType":"Patient","id":"a","contained":[{"resourceType":"Patient","id":"b"}]}""")]
    [InlineData("""{"resourceType":"Patient","id":"a","text":{"status":"generated","div":"<div xmlns=\"http://www.w3.org/1999/xhtml\"><p>x</p></div>"}}""")]
    [InlineData("""{"resourceType":"Patient","id":"a","text":{"status":"generated","div":"<div>not <b>closed</div>"}}""")]
    [InlineData("""{"resourceType":"Patient","id":"a","text":{"status":"generated","div":"<div xmlns=\"http://www.w3.org/1999/xhtml\"><script>x</script></div>"}}""")]
    [InlineData("""{"resourceType":"Patient","id":"a","text":{"div":"<div xmlns=\"http://www.w3.org/1999/xhtml\">x</div>"}}""")]
    [InlineData("""{"resourceType":"Patient","id":"a","nonsense":1}""")]
    [InlineData("""{"resourceType":"Patient","id":"a","name":[{"family":5}],"_gender":{"id":"x"}}""")]
    [InlineData("""{"resourceType":"Patient","id":"a","name":[{"given":["A",null],"_given":[null,{"extension":[{"url":"http://x","valueCode":"y"}]}]}]}""")]
    [InlineData("""{"resourceType":"Patient","id":"a","managingOrganization":{"reference":"Organization/1","identifier":{"assigner":{"display":""}}}}""")]
    [InlineData("""{"resourceType":"Patient","id":"a","extension":[{"url":"http://x","valueQuantity":{"value":1.0,"comparator":"<"}},{"url":"http://y","extension":[{"url":"z","valueMarkdown":"m"}]}]}""")]
    [InlineData("""{"resourceType":"Patient","id":"a","extension":[{"valueString":"no url"}],"_birthDate":{"extension":[{"url":"http://x","valueDateTime":"2020"}]}}""")]
    [InlineData("""{"resourceType":"ExplanationOfBenefit","id":"a","status":"active","item":[{"sequence":0,"adjudication":[{"amount":{"currency":"dollars"}}]}]}""")]
    public void It_is_sure_of_what_the_SDK_finds_nothing_wrong_with_and_of_nothing_else(string json) => Agree(json);

    [Fact]
    public void It_agrees_about_a_whole_resource_without_any_one_element()
    {
        var eob = """{"resourceType":"ExplanationOfBenefit","id":"a","status":"active","type":{"coding":[{"system":"http://s","code":"c"}]},"use":"claim","patient":{"reference":"Patient/1"},"created":"2020-01-01","insurer":{"display":"i"},"provider":{"display":"p"},"outcome":"complete","insurance":[{"focal":true,"coverage":{"display":"c"}}],"item":[{"sequence":1,"productOrService":{"text":"x"},"adjudication":[{"category":{"text":"c"},"amount":{"value":1.50,"currency":"USD"}}]}],"total":[{"category":{"text":"c"},"amount":{"value":1,"currency":"USD"}}]}""";
        Agree(eob).ShouldBeTrue();
        for (var n = 0; ; n++)
        {
            var (node, seen) = (JsonNode.Parse(eob)!, 0);
            if (!Remove(node, ref seen, n))
            {
                n.ShouldBeGreaterThan(30);
                break;
            }

            Agree(node.ToJsonString());
        }
    }

    private static bool Remove(JsonNode node, ref int seen, int which)
    {
        if (node is JsonObject o)
        {
            foreach (var name in o.Select(p => p.Key).Where(k => k != "resourceType").ToList())
            {
                if (seen++ == which)
                    return o.Remove(name);
                if (o[name] is { } child && Remove(child, ref seen, which))
                    return true;
            }
        }
        else if (node is JsonArray a)
        {
            foreach (var item in a)
            {
                if (item is not null && Remove(item, ref seen, which))
                    return true;
            }
        }

        return false;
    }

    private static bool Agree(string json)
    {
        var settings = new DeserializerSettings().UsingMode(DeserializationMode.Strict);
        var bytes = Encoding.UTF8.GetBytes(json);
        var quick = new Utf8JsonReader(bytes);
        var strict = new Utf8JsonReader(bytes);
        var sound = new FhirJsonDeserializer(settings with { Validator = null }).TryDeserializeResource(ref quick, out var resource, out _) && StructureCheck.IsSound(resource!);
        var valid = new FhirJsonDeserializer(settings).TryDeserializeResource(ref strict, out _, out var problems);
        // A narrative is always left to the SDK.
        sound.ShouldBe(valid && !json.Contains("\"div\"", StringComparison.Ordinal), $"{json}: {string.Join(' ', problems.Select(p => p.Message))}");
        return sound;
    }
}
