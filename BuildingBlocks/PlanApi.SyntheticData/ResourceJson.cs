using System.Text.Json;
using Hl7.Fhir.Model;
using Hl7.Fhir.Serialization;

namespace PlanApi.SyntheticData;

/// <summary>Resources as the bytes that are stored and served.</summary>
public static class ResourceJson
{
    private static readonly JsonSerializerOptions Json = new JsonSerializerOptions().ForFhir(ModelInfo.ModelInspector);

    /// <summary>FHIR R4 JSON in UTF-8, without line breaks.</summary>
    public static byte[] ToJson(this Resource resource) => JsonSerializer.SerializeToUtf8Bytes(resource, Json);
}
