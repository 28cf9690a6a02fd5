using System.Text.Encodings.Web;
using System.Text.Json;

namespace PlanApi.Fhir.Bodies;

/// <summary>How envelopes and outcomes are written: readable characters as they are.</summary>
internal static class FhirJson
{
    public static readonly JsonWriterOptions Options = new() { SkipValidation = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
