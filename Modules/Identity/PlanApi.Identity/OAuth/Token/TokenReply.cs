using Microsoft.AspNetCore;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using PlanApi.BuildingBlocks.Smart;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace PlanApi.Identity.OAuth.Token;

/// <summary>What the token endpoint decided and OpenIddict has no words for.</summary>
/// <param name="AccessScopes">Of the access token; a refresh may narrow them.</param>
/// <param name="WithRefreshToken">Offline or online access was granted.</param>
internal sealed record TokenReply(ScopeSet AccessScopes, bool WithRefreshToken)
{
    public static TokenReply? Of(BaseContext context) =>
        context.Transaction.GetHttpRequest()?.HttpContext.Items.TryGetValue(typeof(TokenReply), out var reply) is true ? (TokenReply?)reply : null;
}

/// <summary>Gives a refresh token for online access too, and none for a grant that was given once.</summary>
internal sealed class ChooseRefreshToken : IOpenIddictServerHandler<ProcessSignInContext>
{
    public static OpenIddictServerHandlerDescriptor Descriptor { get; } = OpenIddictServerHandlerDescriptor.CreateBuilder<ProcessSignInContext>()
        .UseSingletonHandler<ChooseRefreshToken>()
        .SetOrder(OpenIddictServerHandlers.EvaluateGeneratedTokens.Descriptor.Order + 1)
        .Build();

    public ValueTask HandleAsync(ProcessSignInContext context)
    {
        if (TokenReply.Of(context) is { } reply)
        {
            context.GenerateRefreshToken = context.IncludeRefreshToken = reply.WithRefreshToken;
        }

        return default;
    }
}

/// <summary>Puts the narrowed scopes into the access token.</summary>
internal sealed class NarrowAccessToken : IOpenIddictServerHandler<ProcessSignInContext>
{
    public static OpenIddictServerHandlerDescriptor Descriptor { get; } = OpenIddictServerHandlerDescriptor.CreateBuilder<ProcessSignInContext>()
        .UseSingletonHandler<NarrowAccessToken>()
        .SetOrder(OpenIddictServerHandlers.PrepareAccessTokenPrincipal.Descriptor.Order + 1)
        .Build();

    public ValueTask HandleAsync(ProcessSignInContext context)
    {
        if (TokenReply.Of(context) is { } reply)
        {
            context.AccessTokenPrincipal?.SetScopes(reply.AccessScopes.Select(s => s.Text));
        }

        return default;
    }
}

/// <summary>
/// Names an access token by its entry in the store, so that one id is spoken everywhere, and signs it with the published key: OpenIddict would
/// take the symmetric one that codes and refresh tokens are signed with.
/// </summary>
internal sealed class ShapeAccessToken : IOpenIddictServerHandler<GenerateTokenContext>
{
    public static OpenIddictServerHandlerDescriptor Descriptor { get; } = OpenIddictServerHandlerDescriptor.CreateBuilder<GenerateTokenContext>()
        .UseSingletonHandler<ShapeAccessToken>()
        .SetOrder(OpenIddictServerHandlers.Protection.AttachTokenMetadata.Descriptor.Order + 1)
        .Build();

    public ValueTask HandleAsync(GenerateTokenContext context)
    {
        if (context.TokenType is OpenIddictConstants.TokenTypeIdentifiers.AccessToken)
        {
            context.SecurityTokenDescriptor.Claims[OpenIddictConstants.Claims.JwtId] = context.Principal.GetTokenId()!;
            context.SigningCredentials = context.Options.SigningCredentials.First(static c => c.Key is AsymmetricSecurityKey);
        }

        return default;
    }
}
