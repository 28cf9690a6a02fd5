using System.IO.Pipelines;
using System.Text.Json;

namespace PlanApi.Fhir.Bodies;

/// <summary>An OperationOutcome. Its id is the request's, so that one can be found by the other.</summary>
internal sealed class OutcomeBody(string requestId, IReadOnlyList<FhirIssue> issues) : IFhirBody
{
    public long? Length => null;

    public async ValueTask WriteTo(PipeWriter writer, CancellationToken ct)
    {
        using (var json = new Utf8JsonWriter(writer, FhirJson.Options))
            Write(json, requestId, issues);
        await writer.FlushAsync(ct);
    }

    public static void Write(Utf8JsonWriter json, string requestId, IReadOnlyList<FhirIssue> issues)
    {
        json.WriteStartObject();
        json.WriteString("resourceType"u8, "OperationOutcome"u8);
        json.WriteString("id"u8, requestId);
        json.WriteStartArray("issue"u8);
        foreach (var issue in issues)
        {
            json.WriteStartObject();
            json.WriteString("severity"u8, issue.Severity);
            json.WriteString("code"u8, issue.Code);
            json.WriteString("diagnostics"u8, issue.Diagnostics);
            if (issue.Expression is { } expression)
            {
                json.WriteStartArray("expression"u8);
                json.WriteStringValue(expression);
                json.WriteEndArray();
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
