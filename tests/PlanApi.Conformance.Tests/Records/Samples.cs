using System.Text.Json.Nodes;
using Hl7.Fhir.Introspection;
using Hl7.Fhir.Model;
using Hl7.Fhir.Utility;

namespace PlanApi.Conformance.Tests.Records;

/// <summary>A plausible value of each R4 datatype, for elements that no example of a guide fills.</summary>
internal static class Samples
{
    public static readonly ModelInspector Model = ModelInfo.ModelInspector;

    /// <summary>A value of an element: a code of its own where only some are allowed.</summary>
    public static JsonNode Of(PropertyMapping property, ClassMapping type, Func<PropertyMapping, JsonNode> reference) =>
        Codes(property.NativeProperty?.PropertyType) is { } codes ? EnumUtility.GetLiteral((Enum)Enum.GetValues(codes).GetValue(0)!)! : Of(type, reference);

    /// <summary>A value of a type, with what the type itself demands; a reference is made by whom one is asked of.</summary>
    public static JsonNode Of(ClassMapping type, Func<PropertyMapping, JsonNode> reference) => type.Name switch
    {
        "boolean" => true,
        "integer" or "positiveInt" or "unsignedInt" => 1,
        "decimal" => 1.5m,
        "date" => "2024-02-03",
        "dateTime" or "instant" => "2024-02-03T04:05:06Z",
        "time" => "08:00:00",
        "uri" or "url" or "canonical" => "http://example.org/sample",
        "oid" => "urn:oid:1.2.3",
        "base64Binary" => "c2FtcGxl",
        "code" => "sample",
        "id" => "sample",
        "string" or "markdown" => "Sample",
        "Coding" => Coding(),
        "CodeableConcept" => new JsonObject { ["coding"] = new JsonArray(Coding()), ["text"] = "Sample" },
        "Identifier" => new JsonObject
        {
            ["type"] = new JsonObject { ["coding"] = new JsonArray(new JsonObject { ["system"] = "http://terminology.hl7.org/CodeSystem/v2-0203", ["code"] = "PRN" }), ["text"] = "Provider number" },
            ["system"] = "http://example.org/numbers",
            ["value"] = "4711",
        },
        "Quantity" or "SimpleQuantity" or "Age" or "Duration" => new JsonObject { ["value"] = 2.5m, ["unit"] = "mg", ["system"] = "http://unitsofmeasure.org", ["code"] = "mg" },
        "Money" => new JsonObject { ["value"] = 12.34m, ["currency"] = "USD" },
        "Period" => new JsonObject { ["start"] = "2024-02-03T04:05:06Z", ["end"] = "2024-03-04T05:06:07Z" },
        "Range" => new JsonObject { ["low"] = new JsonObject { ["value"] = 1 }, ["high"] = new JsonObject { ["value"] = 2 } },
        "HumanName" => new JsonObject { ["text"] = "Sam Sample", ["family"] = "Sample", ["given"] = new JsonArray("Sam") },
        "ContactPoint" => new JsonObject { ["system"] = "phone", ["value"] = "555-0100", ["use"] = "work" },
        "Address" => new JsonObject { ["line"] = new JsonArray("1 Sample Street"), ["city"] = "Sampleton", ["state"] = "CT", ["postalCode"] = "06001", ["country"] = "US" },
        "Timing" => new JsonObject { ["event"] = new JsonArray("2024-02-03T04:05:06Z") },
        "Annotation" => new JsonObject { ["text"] = "Sample" },
        "Attachment" => new JsonObject { ["contentType"] = "text/plain", ["url"] = "http://example.org/sample" },
        _ => Mandatory(type, reference),
    };

    private static JsonObject Coding() => new() { ["system"] = "http://example.org/codes", ["code"] = "sample", ["display"] = "Sample" };

    private static JsonObject Mandatory(ClassMapping type, Func<PropertyMapping, JsonNode> reference)
    {
        var element = new JsonObject();
        // Nothing is demanded of some: then any one part, since nothing may be empty.
        var demanded = type.PropertyMappings.Where(p => p.IsMandatoryElement).ToList();
        foreach (var property in demanded.Count > 0 ? demanded : [type.PropertyMappings.First(p => p.Name is not ("id" or "extension" or "modifierExtension"))])
        {
            var value = TypeOf(property).Name == "Reference" ? reference(property) : Of(property, TypeOf(property), reference);
            var name = property.Choice == ChoiceType.DatatypeChoice ? property.Name + Capital(TypeOf(property).Name) : property.Name;
            element[name] = property.IsCollection ? new JsonArray(value) : value;
        }

        return element;
    }

    // Of Code<T>, or a list of them.
    private static Type? Codes(Type? type) => type switch
    {
        { IsGenericType: true } when type.GetGenericTypeDefinition() == typeof(Code<>) => type.GetGenericArguments()[0],
        { IsGenericType: true } => Codes(type.GetGenericArguments()[0]),
        _ => null,
    };

    /// <summary>The type of an element; of a choice, its first.</summary>
    public static ClassMapping TypeOf(PropertyMapping property) =>
        property.Choice == ChoiceType.DatatypeChoice ? Model.FindOrImportClassMapping(property.FhirType[0])! : property.PropertyTypeMapping;

    public static string Capital(string name) => char.ToUpperInvariant(name[0]) + name[1..];
}
