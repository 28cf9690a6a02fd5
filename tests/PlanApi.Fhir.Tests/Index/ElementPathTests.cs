using System.Text;
using System.Text.Json;
using Hl7.Fhir.Model;
using Hl7.Fhir.Serialization;
using PlanApi.Fhir.Index;

namespace PlanApi.Fhir.Tests.Index;

/// <summary>What is walked by element names is what FHIRPath finds.</summary>
public sealed class ElementPathTests
{
    [Theory]
    [InlineData("""{"resourceType":"Observation","id":"o","meta":{"profile":["http://p"],"tag":[{"system":"s","code":"c"}]},"identifier":[{"system":"s","value":"v"}],"status":"final","category":[{"coding":[{"code":"a"},{"code":"b"}]}],"code":{"coding":[{"system":"http://loinc.org","code":"1"}]},"subject":{"reference":"Patient/1"},"effectivePeriod":{"start":"2020"},"performer":[{"reference":"Practitioner/1"}],"valueQuantity":{"value":1.50,"unit":"kg"},"component":[{"code":{"text":"x"},"valueQuantity":{"value":2}},{"code":{"text":"y"},"valueString":"z"}],"method":{"text":"m"}}""")]
    [InlineData("""{"resourceType":"Patient","id":"p","active":true,"name":[{"family":"F","given":["A","B"]},{"text":"T"}],"telecom":[{"system":"phone","value":"1"}],"gender":"female","birthDate":"1970-01-01","_birthDate":{"extension":[{"url":"http://x","valueString":"y"}]},"deceasedBoolean":false,"address":[{"city":"C","line":["1","2"]}],"communication":[{"language":{"text":"en"}}],"generalPractitioner":[{"reference":"Practitioner/1"}],"link":[{"other":{"reference":"Patient/2"},"type":"seealso"}]}""")]
    [InlineData("""{"resourceType":"ExplanationOfBenefit","id":"e","identifier":[{"value":"1"}],"status":"active","type":{"text":"t"},"use":"claim","patient":{"reference":"Patient/1"},"created":"2020-01-01","insurer":{"reference":"Organization/1"},"provider":{"reference":"Practitioner/1"},"outcome":"complete","careTeam":[{"sequence":1,"provider":{"reference":"Practitioner/2"}},{"sequence":2,"provider":{"reference":"Practitioner/3"}}],"insurance":[{"focal":true,"coverage":{"reference":"Coverage/1"}}],"item":[{"sequence":1,"productOrService":{"text":"x"},"detail":[{"sequence":1,"productOrService":{"text":"y"},"udi":[{"reference":"Device/1"}]}]}]}""")]
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

        found.ShouldBeGreaterThan(5);

        // A union names each value once.
        static IEnumerable<string> Shown(IEnumerable<Base> values) => values.Select(v => v is PrimitiveType p ? $"{p.TypeName} {p.JsonValue}" : v.ToJson()).Distinct();
    }

    [Theory]
    [InlineData("Patient.name.given", true)]
    [InlineData("Patient.telecom.where(system='phone')", false)]
    [InlineData("(Observation.value as Quantity)", false)]
    [InlineData("Patient", false)]
    public void Only_names_are_walked(string path, bool walked) => (ElementPath.Of([path]) is not null).ShouldBe(walked);
}
