using System.Text;
using System.Text.Json;
using Hl7.Fhir.Model;
using Hl7.Fhir.Serialization;
using PlanApi.Fhir.Index;

namespace PlanApi.Fhir.Tests.Index;

/// <summary>What is walked by element names and types is what FHIRPath finds.</summary>
public sealed class ElementPathTests
{
    [Theory]
    [InlineData("""{"resourceType":"Observation","id":"o","meta":{"profile":["http://p"],"tag":[{"system":"s","code":"c"}]},"identifier":[{"system":"s","value":"v"}],"status":"final","category":[{"coding":[{"code":"a"},{"code":"b"}]}],"code":{"coding":[{"system":"http://loinc.org","code":"1"}]},"subject":{"reference":"Patient/1"},"effectivePeriod":{"start":"2020"},"performer":[{"reference":"Practitioner/1"}],"valueQuantity":{"value":1.50,"unit":"kg"},"component":[{"code":{"text":"x"},"valueQuantity":{"value":2}},{"code":{"text":"y"},"valueString":"z"}],"method":{"text":"m"}}""")]
    [InlineData("""{"resourceType":"Patient","id":"p","active":true,"name":[{"family":"F","given":["A","B"]},{"text":"T"}],"telecom":[{"system":"phone","value":"1"}],"gender":"female","birthDate":"1970-01-01","_birthDate":{"extension":[{"url":"http://x","valueString":"y"}]},"deceasedBoolean":false,"address":[{"city":"C","line":["1","2"]}],"communication":[{"language":{"text":"en"}}],"generalPractitioner":[{"reference":"Practitioner/1"}],"link":[{"other":{"reference":"Patient/2"},"type":"seealso"}]}""")]
    [InlineData("""{"resourceType":"ExplanationOfBenefit","id":"e","identifier":[{"value":"1"}],"status":"active","type":{"text":"t"},"use":"claim","patient":{"reference":"Patient/1"},"created":"2020-01-01","insurer":{"reference":"Organization/1"},"provider":{"reference":"Practitioner/1"},"outcome":"complete","careTeam":[{"sequence":1,"provider":{"reference":"Practitioner/2"}},{"sequence":2,"provider":{"reference":"Practitioner/3"}}],"insurance":[{"focal":true,"coverage":{"reference":"Coverage/1"}}],"item":[{"sequence":1,"productOrService":{"text":"x"},"detail":[{"sequence":1,"productOrService":{"text":"y"},"udi":[{"reference":"Device/1"}]}]}]}""")]
    [InlineData("""{"resourceType":"Condition","id":"c","subject":{"reference":"Group/1"},"code":{"text":"c"},"onsetAge":{"value":40,"unit":"a","system":"http://unitsofmeasure.org","code":"a"},"abatementDateTime":"2020-02-03","encounter":{"reference":"Encounter/1"}}""")]
    [InlineData("""{"resourceType":"Condition","id":"c","subject":{"reference":"Patient/1"},"code":{"text":"c"},"onsetString":"young","abatementPeriod":{"end":"2020"},"asserter":{"reference":"Practitioner/1"}}""")]
    [InlineData("""{"resourceType":"MedicationRequest","id":"m","status":"active","intent":"order","medicationReference":{"reference":"#x"},"subject":{"reference":"http://other.example/fhir/Patient/1"}}""")]
    [InlineData("""{"resourceType":"MedicationRequest","id":"m","status":"active","intent":"order","medicationCodeableConcept":{"coding":[{"code":"1"}]},"subject":{"reference":"Patient/1"},"authoredOn":"2020-01-01T10:00:00Z"}""")]
    [InlineData("""{"resourceType":"Provenance","id":"p","target":[{"reference":"Patient/1"},{"reference":"Observation/1"},{"display":"none"}],"occurredDateTime":"2020","recorded":"2020-01-01T10:00:00Z","agent":[{"who":{"reference":"Organization/1"}}]}""")]
    [InlineData("""{"resourceType":"Observation","id":"o","status":"final","code":{"text":"x"},"subject":{"reference":"Patient/1","type":"Patient"},"valueCodeableConcept":{"text":"t","coding":[{"code":"1"}]},"effectiveDateTime":"2020","component":[{"code":{"text":"y"},"valueCodeableConcept":{"text":"u"}},{"code":{"text":"z"},"valueSampledData":{"origin":{"value":1},"period":1,"dimensions":1}}]}""")]
    public void Every_parameter_of_R4_finds_the_same_either_way(string json)
    {
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(json));
        new FhirJsonDeserializer().TryDeserializeResource(ref reader, out var resource, out var problems).ShouldBeTrue(string.Join(' ', problems));
        var node = resource!.ToPocoNode(ModelInfo.ModelInspector);
        var found = 0;
        foreach (var definition in ModelInfo.SearchParameters.Where(p => p.Resource == resource!.TypeName && p.Expression is not null))
        {
            var path = new CompiledPath(resource.TypeName, definition.Expression!);
            Shown(path.In(node)).ShouldBe(Shown(path.NodesIn(node).Select(n => n.Poco)), definition.Name);
            found += path.In(node).Count();
        }

        found.ShouldBeGreaterThan(3);

        // A union names each value once.
        static IEnumerable<string> Shown(IEnumerable<Base> values) => values.Select(v => v is PrimitiveType p ? $"{p.TypeName} {p.JsonValue}" : v.ToJson()).Distinct();
    }

    [Theory]
    [InlineData("Patient.name.given", true)]
    [InlineData("Patient.telecom.where(system='phone')", false)]
    [InlineData("(Observation.value as Quantity)", true)]
    [InlineData("(Observation.value as CodeableConcept).text", true)]
    [InlineData("Condition.onset.as(Age)", true)]
    [InlineData("Condition.onset.as(Nothing)", false)]
    [InlineData("ExplanationOfBenefit.item.serviced.ofType(Period).start", true)]
    [InlineData("Observation.subject.where(resolve() is Patient)", true)]
    [InlineData("Patient.deceased.exists() and Patient.deceased != false", false)]
    [InlineData("Patient", false)]
    public void Only_names_and_types_are_walked(string path, bool walked) => (ElementPath.Of([path]) is not null).ShouldBe(walked);
}
