using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hl7.Fhir.Serialization;
using Hl7.Fhir.Utility;
using Hl7.Fhir.Validation;
using PlanApi.Fhir.Validation;

namespace PlanApi.Fhir.Tests.Validation;

/// <summary>The quicker validator finds what the SDK's own finds, and lets through what that lets through.</summary>
public sealed class StructureValidatorTests
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
    [InlineData("""{"resourceType":"Patient","id":"a","gender":"Male","birthDate":"1970-02-30","contact":[{"period":{"start":"x"}}],"link":[{"type":"refer"}]}""")]
    [InlineData("""{"resourceType":"Patient","id":"a","multipleBirthInteger":1.5,"active":"true","photo":[{"contentType":"no mime","data":"%%%"}]}""")]
    [InlineData("""{"resourceType":"Patient","id":"a","contained":[{"resourceType":"Patient","id":"b","contained":[{"resourceType":"Patient","id":"c"}]}]}""")]
    [InlineData("""{"resourceType":"Patient","id":"a","extension":[{"valueString":"no url"}],"_birthDate":{"extension":[{"url":"http://x","valueDateTime":"2020"}]}}""")]
    [InlineData("""{"resourceType":"ExplanationOfBenefit","id":"a","status":"active","item":[{"sequence":0,"adjudication":[{"amount":{"currency":"dollars"}}]}]}""")]
    public void It_says_what_the_SDK_says(string json) => Problems(json, new StructureValidator()).ShouldBe(Problems(json, FhirAttributeValidator.Default));

    [Fact]
    public void Of_every_element_taken_out_of_a_whole_resource_it_says_what_the_SDK_says()
    {
        var eob = """{"resourceType":"ExplanationOfBenefit","id":"a","status":"active","type":{"coding":[{"system":"http://s","code":"c"}]},"use":"claim","patient":{"reference":"Patient/1"},"created":"2020-01-01","insurer":{"display":"i"},"provider":{"display":"p"},"outcome":"complete","insurance":[{"focal":true,"coverage":{"display":"c"}}],"item":[{"sequence":1,"productOrService":{"text":"x"},"adjudication":[{"category":{"text":"c"},"amount":{"value":1.50,"currency":"USD"}}]}],"total":[{"category":{"text":"c"},"amount":{"value":1,"currency":"USD"}}]}""";
        Problems(eob, new StructureValidator()).ShouldBeEmpty();
        for (var n = 0; ; n++)
        {
            var (node, seen) = (JsonNode.Parse(eob)!, 0);
            if (!Remove(node, ref seen, n))
            {
                n.ShouldBeGreaterThan(50);
                break;
            }

            var json = node.ToJsonString();
            Problems(json, new StructureValidator()).ShouldBe(Problems(json, FhirAttributeValidator.Default), json);
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

    private static List<(string Code, string? Path, string Message)> Problems(string json, IPocoValidator validator)
    {
        var deserializer = new FhirJsonDeserializer(new DeserializerSettings().UsingMode(DeserializationMode.Strict) with { Validator = validator });
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(json));
        deserializer.TryDeserializeResource(ref reader, out _, out var problems);
        return [.. problems.Select(p => (p.ErrorCode, (p as ExtendedCodedException)?.InstancePath, p.Message)).Order()];
    }
}
