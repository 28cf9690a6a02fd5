namespace PlanApi.Host;

/// <summary>
/// The framework's request lines carry query strings, in which authorization codes and search values travel; so they are off in code, where no
/// settings file can forget it. Our own source-generated messages name no person and no secret.
/// </summary>
internal static class QuietLogs
{
    public static void Configure(ILoggingBuilder logging) => logging
        .AddFilter("Microsoft.AspNetCore", LogLevel.Warning)
        // While it may say anything it makes, for every request, an activity that nobody listens to and a scope that holds the path.
        .AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None)
        .AddFilter("Microsoft.AspNetCore.Diagnostics.ExceptionHandlerMiddleware", LogLevel.Error)
        // Why a start failed is told in a sentence, or by the runtime; a background service that stops the host is critical.
        .AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical)
        .AddFilter("OpenIddict", LogLevel.Warning)
        .AddFilter("Hangfire", LogLevel.Warning);
}
