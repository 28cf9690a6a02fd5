using Microsoft.Extensions.DependencyInjection;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using PlanApi.Identity.OAuth.Branches;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace PlanApi.Identity.OAuth.Server;

/// <summary>
/// Clients compare issuers character by character (RFC 8414, 3.3), and a Uri without a path prints a slash that nobody configured: the
/// branch's own string goes everywhere an issuer is told.
/// </summary>
internal sealed class ExactIssuer(CurrentBranch branch) :
    IOpenIddictServerHandler<GenerateTokenContext>,
    IOpenIddictServerHandler<ApplyConfigurationResponseContext>,
    IOpenIddictServerHandler<ApplyAuthorizationResponseContext>,
    IOpenIddictServerHandler<ApplyIntrospectionResponseContext>,
    IOpenIddictServerHandler<ApplyUserInfoResponseContext>
{
    public static IReadOnlyList<OpenIddictServerHandlerDescriptor> Descriptors { get; } =
    [
        Before<GenerateTokenContext>(OpenIddictServerHandlers.Protection.GenerateIdentityModelToken.Descriptor.Order - 1),
        Before<ApplyConfigurationResponseContext>(int.MinValue + 1),
        Before<ApplyAuthorizationResponseContext>(OpenIddictServerHandlers.Authentication.AttachIssuer.Descriptor.Order + 1),
        Before<ApplyIntrospectionResponseContext>(int.MinValue + 1),
        Before<ApplyUserInfoResponseContext>(int.MinValue + 1),
    ];

    public ValueTask HandleAsync(GenerateTokenContext context)
    {
        context.SecurityTokenDescriptor.Issuer = branch.Value.Issuer;
        return default;
    }

    public ValueTask HandleAsync(ApplyConfigurationResponseContext context) => Correct(context.Response, OpenIddictConstants.Metadata.Issuer);

    public ValueTask HandleAsync(ApplyAuthorizationResponseContext context) => Correct(context.Response, OpenIddictConstants.Parameters.Iss);

    public ValueTask HandleAsync(ApplyIntrospectionResponseContext context) => Correct(context.Response, OpenIddictConstants.Claims.Issuer);

    public ValueTask HandleAsync(ApplyUserInfoResponseContext context) => Correct(context.Response, OpenIddictConstants.Claims.Issuer);

    private ValueTask Correct(OpenIddictResponse? response, string name)
    {
        if (response?.HasParameter(name) is true)
        {
            response.SetParameter(name, branch.Value.Issuer);
        }

        return default;
    }

    private static OpenIddictServerHandlerDescriptor Before<TContext>(int order) where TContext : BaseContext => OpenIddictServerHandlerDescriptor
        .CreateBuilder<TContext>()
        .SetServiceDescriptor(ServiceDescriptor.Singleton<ExactIssuer, ExactIssuer>())
        .SetOrder(order)
        .Build();
}
