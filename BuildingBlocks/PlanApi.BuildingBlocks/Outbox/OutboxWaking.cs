using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace PlanApi.BuildingBlocks.Outbox;

/// <summary>Starts the relay, and wakes it after every request that may have written, so that events move at once.</summary>
public static class OutboxWaking
{
    public static IServiceCollection AddOutboxRelay(this IServiceCollection services) => services
        .AddSingleton<OutboxSignal>()
        .AddHostedService<OutboxRelay>();

    public static IApplicationBuilder UseOutboxWaking(this IApplicationBuilder app) => app.Use(static async (http, next) =>
    {
        await next(http);
        if (!HttpMethods.IsGet(http.Request.Method) && !HttpMethods.IsHead(http.Request.Method))
        {
            http.RequestServices.GetRequiredService<OutboxSignal>().Wake();
        }
    });
}
