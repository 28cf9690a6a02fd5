using Microsoft.AspNetCore.Http;

namespace PlanApi.Fhir.Web;

/// <summary>Browser apps of any origin may call: tokens, not cookies, open what is not public.</summary>
internal static class Cors
{
    public static void Allow(IHeaderDictionary headers)
    {
        headers.AccessControlAllowOrigin = "*";
        headers.AccessControlAllowMethods = "GET, HEAD, POST, OPTIONS";
        // A star is every header but Authorization (Fetch, 4.9); the others are named for browsers that do not know it.
        headers.AccessControlAllowHeaders = "*, Accept, Authorization, Content-Type, If-Modified-Since, If-None-Match, Prefer, X-Request-Id";
        headers.AccessControlExposeHeaders = "Allow, Content-Location, ETag, Last-Modified, Link, Location, Retry-After, WWW-Authenticate, X-Request-Id";
        headers.AccessControlMaxAge = "86400";
    }
}
