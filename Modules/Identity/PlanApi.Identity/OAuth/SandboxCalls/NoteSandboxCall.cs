using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Http;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using OpenIddict.Server.AspNetCore;
using PlanApi.AppRegistry.Contracts;
using PlanApi.BuildingBlocks.Store;
using PlanApi.Identity.Contracts;
using PlanApi.Identity.OAuth.Branches;
using PlanApi.Identity.OAuth.Data;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace PlanApi.Identity.OAuth.SandboxCalls;

/// <summary>Writes down, for the vendor, what an app asked of the sandbox's authorization server and what it was answered. Nothing is kept of production.</summary>
internal sealed class NoteSandboxCall(OAuthDb db, CurrentBranch branch, ISandboxApps apps, TimeProvider clock) :
    IOpenIddictServerHandler<ProcessRequestContext>,
    IOpenIddictServerHandler<ApplyAuthorizationResponseContext>,
    IOpenIddictServerHandler<ApplyTokenResponseContext>
{
    private const string Started = "sandbox call started";
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(30);

    public static IReadOnlyList<OpenIddictServerHandlerDescriptor> Descriptors { get; } =
    [
        OpenIddictServerHandlerDescriptor.CreateBuilder<ProcessRequestContext>().UseScopedHandler<NoteSandboxCall>().SetOrder(int.MinValue + 1).Build(),
        // When the answer is whole, and before it is written.
        OpenIddictServerHandlerDescriptor.CreateBuilder<ApplyAuthorizationResponseContext>().UseScopedHandler<NoteSandboxCall>()
            .SetOrder(OpenIddictServerAspNetCoreHandlers.AttachHttpResponseCode<ApplyAuthorizationResponseContext>.Descriptor.Order + 10).Build(),
        OpenIddictServerHandlerDescriptor.CreateBuilder<ApplyTokenResponseContext>().UseScopedHandler<NoteSandboxCall>()
            .SetOrder(OpenIddictServerAspNetCoreHandlers.AttachHttpResponseCode<ApplyTokenResponseContext>.Descriptor.Order + 10).Build(),
    ];

    public ValueTask HandleAsync(ProcessRequestContext context)
    {
        context.Transaction.SetProperty(Started, new Stamp(clock.GetTimestamp()));
        return default;
    }

    public ValueTask HandleAsync(ApplyAuthorizationResponseContext context) =>
        // The app is told by a redirect, whatever the answer; where it or its address is wrong, the person is, by a page.
        Note(context, context.Request, context.Response.Error, OAuthStep.Authorize, context.RedirectUri is null ? StatusCodes.Status400BadRequest : StatusCodes.Status302Found);

    public ValueTask HandleAsync(ApplyTokenResponseContext context) =>
        Note(context, context.Request, context.Response.Error, StepOf(context.Request), context.Transaction.GetHttpRequest()!.HttpContext.Response.StatusCode);

    private static OAuthStep StepOf(OpenIddictRequest? request) =>
        request?.IsAuthorizationCodeGrantType() is true ? OAuthStep.Redeem : request?.IsRefreshTokenGrantType() is true ? OAuthStep.Refresh : OAuthStep.Other;

    private async ValueTask Note(BaseContext context, OpenIddictRequest? request, string? error, OAuthStep step, int status)
    {
        if (!branch.Value.Sandbox || request?.ClientId is not { Length: > 0 } clientId || await apps.FindByClientId(clientId, context.CancellationToken) is null)
        {
            return;
        }

        var now = clock.GetUtcNow();
        var took = context.Transaction.GetProperty<Stamp>(Started) is { } started ? (int?)clock.GetElapsedTime(started.At).TotalMilliseconds : null;
        await db.SandboxCalls.InsertOneAsync(
            new(NewId.At(now), clientId, now, step, request.GetParameter("launch") is not null, status, error, took, (now + Remembered).UtcDateTime),
            cancellationToken: context.CancellationToken);
    }

    private sealed record Stamp(long At);
}
