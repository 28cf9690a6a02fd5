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
using PlanApi.Identity.OAuth.Token;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace PlanApi.Identity.OAuth.SandboxCalls;

/// <summary>Writes down, for the vendor, what an app asked of the sandbox's authorization server and what it was answered. Nothing is kept of production.</summary>
internal sealed class NoteSandboxCall(OAuthDb db, CurrentBranch branch, ISandboxApps apps, TimeProvider clock) :
    IOpenIddictServerHandler<ProcessRequestContext>,
    IOpenIddictServerHandler<ApplyAuthorizationResponseContext>,
    IOpenIddictServerHandler<ApplyTokenResponseContext>,
    IOpenIddictServerHandler<ApplyRevocationResponseContext>,
    IOpenIddictServerHandler<ApplyIntrospectionResponseContext>,
    IOpenIddictServerHandler<ApplyUserInfoResponseContext>
{
    private const string Started = "sandbox call started";
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(30);

    public static IReadOnlyList<OpenIddictServerHandlerDescriptor> Descriptors { get; } =
    [
        OpenIddictServerHandlerDescriptor.CreateBuilder<ProcessRequestContext>().UseScopedHandler<NoteSandboxCall>().SetOrder(int.MinValue + 1).Build(),
        // When the answer is whole, and before it is written.
        Answered(OpenIddictServerHandlerDescriptor.CreateBuilder<ApplyAuthorizationResponseContext>().UseScopedHandler<NoteSandboxCall>()),
        Answered(OpenIddictServerHandlerDescriptor.CreateBuilder<ApplyTokenResponseContext>().UseScopedHandler<NoteSandboxCall>()),
        Answered(OpenIddictServerHandlerDescriptor.CreateBuilder<ApplyRevocationResponseContext>().UseScopedHandler<NoteSandboxCall>()),
        Answered(OpenIddictServerHandlerDescriptor.CreateBuilder<ApplyIntrospectionResponseContext>().UseScopedHandler<NoteSandboxCall>()),
        Answered(OpenIddictServerHandlerDescriptor.CreateBuilder<ApplyUserInfoResponseContext>().UseScopedHandler<NoteSandboxCall>()),
    ];

    public ValueTask HandleAsync(ProcessRequestContext context)
    {
        context.Transaction.SetProperty(Started, new Stamp(clock.GetTimestamp()));
        return default;
    }

    public ValueTask HandleAsync(ApplyAuthorizationResponseContext context) =>
        // The app is told by a redirect, whatever the answer; where it or its address is wrong, the person is, by a page.
        Note(context, OAuthStep.Authorize, context.RedirectUri is null ? StatusCodes.Status400BadRequest : StatusCodes.Status302Found);

    public ValueTask HandleAsync(ApplyTokenResponseContext context) => Note(context, StepOf(context.Transaction.Request), StatusOf(context));

    public ValueTask HandleAsync(ApplyRevocationResponseContext context) => Note(context, OAuthStep.Revoke, StatusOf(context));

    public ValueTask HandleAsync(ApplyIntrospectionResponseContext context) => Note(context, OAuthStep.Introspect, StatusOf(context));

    public ValueTask HandleAsync(ApplyUserInfoResponseContext context) => Note(context, OAuthStep.UserInfo, StatusOf(context));

    /// <summary>The app closed the connection before it was answered.</summary>
    public ValueTask GaveUp(HandleTokenRequestContext context) => Note(context, StepOf(context.Transaction.Request), StatusCodes.Status499ClientClosedRequest);

    private static OpenIddictServerHandlerDescriptor Answered<T>(OpenIddictServerHandlerDescriptor.Builder<T> note) where T : BaseRequestContext =>
        note.SetOrder(OpenIddictServerAspNetCoreHandlers.AttachHttpResponseCode<T>.Descriptor.Order + 10).Build();

    private static int StatusOf(BaseContext context) => context.Transaction.GetHttpRequest()!.HttpContext.Response.StatusCode;

    /// <summary>The app that asked: by its name, or by its access token.</summary>
    private static string? ClientOf(BaseRequestContext context) => context.Transaction.Request?.ClientId
        ?? context.Transaction.GetProperty<ProcessAuthenticationContext>(typeof(ProcessAuthenticationContext).FullName!)?.AccessTokenPrincipal?.GetClaim(OpenIddictConstants.Claims.ClientId);

    private static OAuthStep StepOf(OpenIddictRequest? request) =>
        request?.IsAuthorizationCodeGrantType() is true ? OAuthStep.Redeem : request?.IsRefreshTokenGrantType() is true ? OAuthStep.Refresh : OAuthStep.Other;

    private async ValueTask Note(BaseRequestContext context, OAuthStep step, int status)
    {
        if (!branch.Value.Sandbox || ClientOf(context) is not { Length: > 0 } clientId || await apps.FindByClientId(clientId, CancellationToken.None) is null)
        {
            return;
        }

        var now = clock.GetUtcNow();
        var (request, error) = (context.Transaction.Request, context.Transaction.Response?.Error);
        var took = context.Transaction.GetProperty<Stamp>(Started) is { } started ? (int?)clock.GetElapsedTime(started.At).TotalMilliseconds : null;
        await db.SandboxCalls.InsertOneAsync(
            new(NewId.At(now), clientId, now, step, request?.GetParameter("launch") is not null, status, error, took, (now + Remembered).UtcDateTime)
            {
                RedirectUrl = step is OAuthStep.Authorize && error is null ? request?.RedirectUri : null,
                Pkce = step is OAuthStep.Authorize && request?.CodeChallenge is { Length: > 0 },
                Scopes = error is null ? TokenReply.Of(context)?.AccessScopes.ToString() : null,
            });
    }

    private sealed record Stamp(long At);
}
