using System.Globalization;
using Microsoft.AspNetCore.Http;
using PlanApi.Fhir.Bodies;

namespace PlanApi.Fhir.Web;

/// <summary>Writes the answer to HTTP: status, headers, and the body straight into the connection's pipe.</summary>
internal static class ResponseWriter
{
    public static async Task Write(FhirContext context, HttpContext http)
    {
        try
        {
            var body = context.Response.Status == StatusCodes.Status304NotModified
                ? null
                : context.Response.Body ?? new OutcomeBody(context.Request.RequestId, context.Response.Issues);
            if (body is not null && context.Response.Pretty)
                body = new PrettyBody(body);
            WriteHead(context, body, http.Response);
            if (body is not null && !HttpMethods.IsHead(http.Request.Method))
                await body.WriteTo(http.Response.BodyWriter, http.RequestAborted);
        }
        finally
        {
            foreach (var next in context.Response.Written)
                await next();
        }
    }

    private static void WriteHead(FhirContext context, IFhirBody? body, HttpResponse response)
    {
        var (answer, headers) = (context.Response, response.Headers);
        response.StatusCode = answer.Status;
        headers["X-Request-Id"] = context.Request.RequestId;
        headers.CacheControl = context.Branch.Declaration.IsPublic ? "no-cache" : "no-store";
        headers.Vary = "Accept, Accept-Encoding, Authorization, Prefer";
        if (answer.Version is { } version)
            headers.ETag = string.Create(CultureInfo.InvariantCulture, $"W/\"{version}\"");
        if (answer.LastModified is { } modified)
            headers.LastModified = modified.ToString("R", CultureInfo.InvariantCulture);
        if (answer.Challenge is { } challenge)
            headers.WWWAuthenticate = challenge;
        if (answer.Allow is { } allow)
            headers.Allow = allow;
        if (answer.RetryAfter is { } seconds)
            headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        if (body is null)
            return;
        headers.ContentType = answer.ContentType;
        if (body.Length is { } length)
            headers.ContentLength = length;
    }
}
