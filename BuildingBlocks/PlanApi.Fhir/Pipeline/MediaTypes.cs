namespace PlanApi.Fhir.Pipeline;

/// <summary>The media types that are spoken (http.html#mime-type).</summary>
internal static class MediaTypes
{
    public const string FhirJson = "application/fhir+json";
    public const string Json = "application/json";
    public const string Form = "application/x-www-form-urlencoded";
    public const string Charset = "; charset=utf-8";
    public const string Version = "; fhirVersion=4.0";

    /// <summary>Whether a <c>fhirVersion</c> parameter means R4 (http.html#version-parameter).</summary>
    public static bool IsOurVersion(ReadOnlySpan<char> version) => version is "4.0" or "4.0.1";

    public static bool IsUtf8(ReadOnlySpan<char> charset) =>
        charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase) || charset.Equals("utf8", StringComparison.OrdinalIgnoreCase);
}
