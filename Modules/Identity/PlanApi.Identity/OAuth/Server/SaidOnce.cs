using System.Collections.Immutable;
using Microsoft.Extensions.DependencyInjection;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace PlanApi.Identity.OAuth.Server;

/// <summary>
/// Refuses a parameter that is sent twice (RFC 6749, 3.1 and 3.2): two readers of one request would each take another. OpenIddict does so for
/// those that it reads itself.
/// </summary>
internal sealed class SaidOnce :
    IOpenIddictServerHandler<ValidateAuthorizationRequestContext>,
    IOpenIddictServerHandler<ValidateTokenRequestContext>,
    IOpenIddictServerHandler<ValidateIntrospectionRequestContext>,
    IOpenIddictServerHandler<ValidateRevocationRequestContext>
{
    public static IReadOnlyList<OpenIddictServerHandlerDescriptor> Descriptors { get; } =
    [
        First<ValidateAuthorizationRequestContext>(), First<ValidateTokenRequestContext>(), First<ValidateIntrospectionRequestContext>(), First<ValidateRevocationRequestContext>(),
    ];

    public ValueTask HandleAsync(ValidateAuthorizationRequestContext context) => Check(context, context.Request);

    public ValueTask HandleAsync(ValidateTokenRequestContext context) => Check(context, context.Request);

    public ValueTask HandleAsync(ValidateIntrospectionRequestContext context) => Check(context, context.Request);

    public ValueTask HandleAsync(ValidateRevocationRequestContext context) => Check(context, context.Request);

    private static ValueTask Check(BaseValidatingContext context, OpenIddictRequest request)
    {
        if (request.GetParameters().Any(static p => (ImmutableArray<string?>?)p.Value is { Length: > 1 }))
        {
            context.Reject(OpenIddictConstants.Errors.InvalidRequest, "A parameter was sent more than once.");
        }

        return default;
    }

    private static OpenIddictServerHandlerDescriptor First<TContext>() where TContext : BaseContext => OpenIddictServerHandlerDescriptor
        .CreateBuilder<TContext>()
        .SetServiceDescriptor(ServiceDescriptor.Singleton<SaidOnce, SaidOnce>())
        .SetOrder(int.MinValue + 1)
        .Build();
}
