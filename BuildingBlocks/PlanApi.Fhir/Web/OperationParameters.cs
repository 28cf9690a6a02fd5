using System.Text.Json;
using Microsoft.AspNetCore.Http;
using PlanApi.Fhir.Search;

namespace PlanApi.Fhir.Web;

/// <summary>Reads a Parameters resource (parameters.html), whose parameters are all of primitive type or codes, into arguments.</summary>
internal static class OperationParameters
{
    public static async ValueTask<FhirFailure?> Read(HttpRequest request, List<Argument> arguments)
    {
        try
        {
            using var json = await JsonDocument.ParseAsync(request.Body, cancellationToken: request.HttpContext.RequestAborted);
            return Read(json.RootElement, arguments);
        }
        catch (JsonException)
        {
            return new(400, IssueCode.Structure, "The body is not JSON.");
        }
    }

    private static FhirFailure? Read(JsonElement root, List<Argument> arguments)
    {
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("resourceType", out var type) || type.ValueKind != JsonValueKind.String || !type.ValueEquals("Parameters"))
            return new(400, IssueCode.Structure, "The body must be a Parameters resource.", "Parameters");
        if (!root.TryGetProperty("parameter", out var parameters))
            return null;
        if (parameters.ValueKind != JsonValueKind.Array)
            return new(400, IssueCode.Structure, "'parameter' must be an array.", "Parameters.parameter");
        foreach (var (index, parameter) in parameters.EnumerateArray().Index())
        {
            if (ArgumentOf(parameter) is not { } argument)
                return new(400, IssueCode.Structure, "A parameter here has a name and a value of primitive type or CodeableConcept.", $"Parameters.parameter[{index}]");
            arguments.Add(argument);
        }

        return null;
    }

    private static Argument? ArgumentOf(JsonElement parameter)
    {
        if (parameter.ValueKind != JsonValueKind.Object || !parameter.TryGetProperty("name", out var name) || name.ValueKind != JsonValueKind.String)
            return null;
        foreach (var property in parameter.EnumerateObject().Where(p => p.Name.StartsWith("value", StringComparison.Ordinal)))
        {
            return property.Value.ValueKind switch
            {
                JsonValueKind.String => new(name.GetString()!, property.Value.GetString()!),
                JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => new(name.GetString()!, property.Value.GetRawText()),
                JsonValueKind.Object when property.Name == "valueCodeableConcept" => TokensOf(property.Value) is { Length: > 0 } tokens ? new(name.GetString()!, tokens) : null,
                _ => null,
            };
        }

        return null;
    }

    // As a search names them: any of the codings.
    private static string TokensOf(JsonElement concept) => concept.TryGetProperty("coding", out var codings) && codings.ValueKind == JsonValueKind.Array
        ? string.Join(',', codings.EnumerateArray().Select(c => $"{Text(c, "system")}|{Text(c, "code")}"))
        : "";

    private static string Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String ? SearchText.Escape(text.GetString()!) : "";
}
