using Microsoft.AspNetCore.Http;

namespace PlanApi.Fhir.Web;

/// <summary>Browser apps of any origin may call: tokens, not cookies, open what is not public.</summary>
internal static class Cors
{
    /// <summary>What an answer says: that any origin may read it, and which of its headers.</summary>
    public static void Allow(IHeaderDictionary headers)
    {
        headers.AccessControlAllowOrigin = "*";
        headers.AccessControlExposeHeaders = "Allow, Content-Location, ETag, Last-Modified, Link, Location, Retry-After, WWW-Authenticate, X-Request-Id";
    }

    /// <summary>What a browser asks before it sends a request with headers or methods of its own.</summary>
    public static void AnswerPreflight(IHeaderDictionary headers)
    {
        headers.AccessControlAllowMethods = "GET, HEAD, POST, OPTIONS";
        // A star is every header but Authorization (Fetch, 4.9); the others are named for browsers that do not know it.
        headers.AccessControlAllowHeaders = "*, Accept, Authorization, Content-Type, If-Modified-Since, If-None-Match, Prefer, X-Request-Id";
        headers.AccessControlMaxAge = "86400";
    }
}
