using System.Globalization;
using Microsoft.AspNetCore.Http;
using PlanApi.Fhir.Bodies;

namespace PlanApi.Fhir.Web;

/// <summary>Writes the answer to HTTP: status, headers, and the body straight into the connection's pipe.</summary>
internal static class ResponseWriter
{
    private const string Json = "application/fhir+json; charset=utf-8";

    public static async Task Write(FhirContext context, HttpContext http)
    {
        var (answer, response) = (context.Response, http.Response);
        var headers = response.Headers;
        response.StatusCode = answer.Status;
        headers["X-Request-Id"] = context.Request.RequestId;
        headers.CacheControl = context.Branch.Declaration.IsPublic ? "no-cache" : "no-store";
        headers.Vary = "Accept, Authorization";
        if (answer.Version is { } version)
            headers.ETag = string.Create(CultureInfo.InvariantCulture, $"W/\"{version}\"");
        if (answer.LastModified is { } modified)
            headers.LastModified = modified.ToString("R", CultureInfo.InvariantCulture);
        if (answer.Challenge is { } challenge)
            headers.WWWAuthenticate = challenge;
        if (answer.RetryAfter is { } seconds)
            headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        if (answer.Status == StatusCodes.Status304NotModified)
            return;
        headers.ContentType = Json;
        var body = answer.Body ?? new OutcomeBody(context.Request.RequestId, answer.Issues);
        if (body.Length is { } length)
            headers.ContentLength = length;
        if (HttpMethods.IsHead(http.Request.Method))
            return;
        await body.WriteTo(response.BodyWriter, http.RequestAborted);
    }
}
