using Microsoft.Net.Http.Headers;

namespace PlanApi.Fhir.Pipeline.Steps;

/// <summary>JSON is the one format. <c>_format</c> counts before the Accept header (http.html#mime-type).</summary>
internal sealed class Format : IFhirStep
{
    public int Order => StepOrder.Format;

    public ValueTask Invoke(FhirContext context, FhirNext rest, CancellationToken ct)
    {
        string? asked = null;
        foreach (var argument in context.Request.Arguments)
        {
            if (argument.Name is not ("_format" or "_pretty"))
                continue;
            argument.Handled = true;
            if (argument.Name == "_pretty")
                context.Response.Pretty = argument.Value == "true";
            else if (argument.Value.Length > 0)
                asked = argument.Value;
        }

        var type = asked is null ? OfAccept(context.Request.Accept) : OfFormat(asked);
        if (type is not null)
        {
            context.Response.ContentType = type;
            return rest(context, ct);
        }

        context.Fail(406, IssueCode.NotSupported, "This server answers in JSON of FHIR 4.0 only, not in XML or another format: ask for application/fhir+json.", asked is null ? "Accept" : "_format");
        return ValueTask.CompletedTask;
    }

    // An unescaped "+" arrives as a space.
    private static string? OfFormat(string format) => format == "json" ? Answer(MediaTypes.FhirJson, null) : OfAccept(format.Replace("fhir json", "fhir+json", StringComparison.Ordinal));

    // RFC 9110, 12.5.1: of each type the most specific range that names it decides; of the two types, the one with the higher quality.
    private static string? OfAccept(string? accept)
    {
        if (string.IsNullOrWhiteSpace(accept))
            return Answer(MediaTypes.FhirJson, null);
        if (!MediaTypeHeaderValue.TryParseList([accept], out var ranges))
            return null;
        var (fhir, json) = (Best(ranges, MediaTypes.FhirJson), Best(ranges, MediaTypes.Json));
        var (quality, jsonQuality) = (Quality(fhir), Quality(json));
        if (quality <= 0 && jsonQuality <= 0)
            return null;
        return quality >= jsonQuality ? Answer(MediaTypes.FhirJson, fhir) : Answer(MediaTypes.Json, json);
    }

    private static MediaTypeHeaderValue? Best(IList<MediaTypeHeaderValue> ranges, string type) => ranges
        .Where(r => IsSpoken(r) && (r.MatchesAllTypes || (r.MatchesAllSubTypes ? r.Type.Equals("application", StringComparison.OrdinalIgnoreCase) : r.MediaType.Equals(type, StringComparison.OrdinalIgnoreCase))))
        .OrderBy(r => r.MatchesAllTypes ? 2 : r.MatchesAllSubTypes ? 1 : 0)
        .FirstOrDefault();

    private static bool IsSpoken(MediaTypeHeaderValue range) =>
        (range.Charset.Length == 0 || MediaTypes.IsUtf8(HeaderUtilities.RemoveQuotes(range.Charset)))
        && (Version(range) is not { } version || MediaTypes.IsOurVersion(version));

    private static double Quality(MediaTypeHeaderValue? range) => range is null ? 0 : range.Quality ?? 1;

    private static string? Version(MediaTypeHeaderValue range) =>
        range.Parameters.FirstOrDefault(p => p.Name.Equals("fhirVersion", StringComparison.OrdinalIgnoreCase)) is { } parameter ? HeaderUtilities.RemoveQuotes(parameter.Value).ToString() : null;

    // Who names the version is told it.
    private static string Answer(string type, MediaTypeHeaderValue? range) =>
        type + MediaTypes.Charset + (range is not null && Version(range) is not null ? MediaTypes.Version : "");
}
