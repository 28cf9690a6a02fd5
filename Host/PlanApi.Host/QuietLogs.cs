namespace PlanApi.Host;

/// <summary>
/// The framework's request lines carry query strings, in which authorization codes and search values travel; so they are off in code, where no
/// settings file can forget it. Our own source-generated messages name no person and no secret.
/// </summary>
internal static class QuietLogs
{
    public static void Configure(ILoggingBuilder logging) => logging
        .AddFilter("Microsoft.AspNetCore", LogLevel.Warning)
        .AddFilter("Microsoft.AspNetCore.Diagnostics.ExceptionHandlerMiddleware", LogLevel.Error)
        .AddFilter("OpenIddict", LogLevel.Warning)
        .AddFilter("Hangfire", LogLevel.Warning);
}
