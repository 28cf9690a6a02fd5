using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace PlanApi.BuildingBlocks.Web;

/// <summary>
/// Limits per client address and minute, for doors that someone could try over and over. <c>PlanApi__RateLimits__SignIn</c> and so on change a number.
/// </summary>
public static class RateLimits
{
    /// <summary>Posts that try a password or a code.</summary>
    public const string SignIn = "SignIn";

    /// <summary>Posts that anyone may send, such as an enrollment.</summary>
    public const string Forms = "Forms";

    /// <summary>The token, introspection and revocation endpoints.</summary>
    public const string Token = "Token";

    public static IServiceCollection AddPlanApiRateLimits(this IServiceCollection services, RequestLimits limits) =>
        services.AddRateLimiter(options =>
        {
            options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            options.OnRejected = static (rejected, _) =>
            {
                rejected.HttpContext.Response.Headers.RetryAfter = "60";
                return ValueTask.CompletedTask;
            };
            foreach (var (name, limit) in new[] { (SignIn, limits.SignIn), (Forms, limits.Forms), (Token, limits.Token) })
            {
                options.AddPolicy(name, http => RateLimitPartition.GetSlidingWindowLimiter(
                    (name, http.Connection.RemoteIpAddress),
                    _ => new SlidingWindowRateLimiterOptions { PermitLimit = limit, Window = TimeSpan.FromMinutes(1), SegmentsPerWindow = 6 }));
            }
        });
}
