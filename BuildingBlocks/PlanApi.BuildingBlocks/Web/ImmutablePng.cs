using Microsoft.AspNetCore.Http;

namespace PlanApi.BuildingBlocks.Web;

/// <summary>A picture whose address names its content: whoever has it need never ask again.</summary>
public sealed class ImmutablePng(byte[] picture) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        var reply = httpContext.Response;
        reply.ContentType = "image/png";
        reply.ContentLength = picture.Length;
        reply.Headers.CacheControl = "public, max-age=31536000, immutable";
        return reply.Body.WriteAsync(picture, httpContext.RequestAborted).AsTask();
    }
}
