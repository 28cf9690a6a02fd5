using System.Globalization;
using Microsoft.AspNetCore;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using OpenIddict.Server.AspNetCore;
using PlanApi.AppRegistry.Contracts;
using PlanApi.Identity.OAuth.Branches;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace PlanApi.Identity.OAuth.SandboxCalls;

/// <summary>
/// Lets an app meet at the sandbox's token endpoint the trouble that its vendor rehearses: behind the checks of the client and of its code or refresh token, before
/// that is used up, so that the app may come again with it.
/// </summary>
internal sealed class RehearseTrouble(CurrentBranch branch, IRehearsals rehearsals, NoteSandboxCall notes, TimeProvider clock) :
    IOpenIddictServerHandler<HandleTokenRequestContext>, IOpenIddictServerHandler<ApplyTokenResponseContext>
{
    private const string Met = "rehearsed trouble";

    public static IReadOnlyList<OpenIddictServerHandlerDescriptor> Descriptors { get; } =
    [
        OpenIddictServerHandlerDescriptor.CreateBuilder<HandleTokenRequestContext>().UseScopedHandler<RehearseTrouble>().SetOrder(int.MinValue + 1).Build(),
        OpenIddictServerHandlerDescriptor.CreateBuilder<ApplyTokenResponseContext>().UseScopedHandler<RehearseTrouble>()
            .SetOrder(OpenIddictServerAspNetCoreHandlers.AttachHttpResponseCode<ApplyTokenResponseContext>.Descriptor.Order + 1).Build(),
    ];

    public async ValueTask HandleAsync(HandleTokenRequestContext context)
    {
        if (!branch.Value.Sandbox || context.ClientId is not { } clientId || rehearsals.Of(clientId) is not { } rehearsal)
        {
            return;
        }

        if (rehearsal.Trouble is RehearsedTrouble.Slow)
        {
            try
            {
                await Task.Delay(TimeSpan.FromSeconds(rehearsal.Seconds), clock, context.CancellationToken);
            }
            catch (OperationCanceledException)
            {
                await notes.GaveUp(context);
                throw;
            }

            return;
        }

        context.Transaction.SetProperty(Met, rehearsal);
        context.Reject(OpenIddictConstants.Errors.TemporarilyUnavailable, "As you rehearse in the sandbox now. Come again when Retry-After says.");
    }

    public ValueTask HandleAsync(ApplyTokenResponseContext context)
    {
        if (context.Transaction.GetProperty<Rehearsal>(Met) is { } rehearsal)
        {
            var response = context.Transaction.GetHttpRequest()!.HttpContext.Response;
            response.StatusCode = rehearsal.Trouble is RehearsedTrouble.TooManyRequests ? 429 : 503;
            response.Headers.RetryAfter = rehearsal.Seconds.ToString(CultureInfo.InvariantCulture);
        }

        return default;
    }
}
