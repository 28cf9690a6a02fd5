using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
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

    private static readonly (string Name, int PerMinute)[] Defaults = [(SignIn, 20), (Forms, 30), (Token, 600)];

    /// <summary>How many requests the named limit lets through in a minute.</summary>
    public static int PerMinute(IConfiguration configuration, string name) => configuration.GetValue($"PlanApi:RateLimits:{name}", Defaults.Single(d => d.Name == name).PerMinute);

    public static IServiceCollection AddPlanApiRateLimits(this IServiceCollection services, IConfiguration configuration) =>
        services.AddRateLimiter(options =>
        {
            options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            options.OnRejected = static (rejected, _) =>
            {
                rejected.HttpContext.Response.Headers.RetryAfter = "60";
                return ValueTask.CompletedTask;
            };
            foreach (var (name, _) in Defaults)
            {
                var limit = PerMinute(configuration, name);
                options.AddPolicy(name, http => RateLimitPartition.GetSlidingWindowLimiter(
                    (name, http.Connection.RemoteIpAddress),
                    _ => new SlidingWindowRateLimiterOptions { PermitLimit = limit, Window = TimeSpan.FromMinutes(1), SegmentsPerWindow = 6 }));
            }
        });
}
