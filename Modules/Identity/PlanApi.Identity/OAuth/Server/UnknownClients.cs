using Microsoft.Extensions.DependencyInjection;
using OpenIddict.Server;
using PlanApi.AppRegistry.Contracts;
using PlanApi.Identity.OAuth.Stores;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace PlanApi.Identity.OAuth.Server;

/// <summary>An unknown client with a secret costs what a known one with a wrong secret does, so that time does not tell the two apart.</summary>
internal sealed class SameWorkForUnknownClients(OAuthApps apps, IClientSecrets secrets) : IOpenIddictServerHandler<ProcessAuthenticationContext>
{
    public static OpenIddictServerHandlerDescriptor Descriptor { get; } = OpenIddictServerHandlerDescriptor.CreateBuilder<ProcessAuthenticationContext>()
        .UseScopedHandler<SameWorkForUnknownClients>()
        .SetOrder(OpenIddictServerHandlers.ValidateClientId.Descriptor.Order - 1)
        .Build();

    public async ValueTask HandleAsync(ProcessAuthenticationContext context)
    {
        if (context.Request is { ClientId: { Length: > 0 } client, ClientSecret: { Length: > 0 } secret } && await apps.Find(client, context.CancellationToken) is null)
        {
            await secrets.Verify(client, secret, context.CancellationToken);
        }
    }
}

/// <summary>
/// OpenIddict says whether it was the client or its secret that it did not know; whoever tries ids is told the same in both cases. What our own
/// checks say of an assertion stays: they speak only to who signed it.
/// </summary>
internal sealed class SameWordsForUnknownClients :
    IOpenIddictServerHandler<ApplyTokenResponseContext>,
    IOpenIddictServerHandler<ApplyIntrospectionResponseContext>,
    IOpenIddictServerHandler<ApplyRevocationResponseContext>
{
    public const string Refusal = "The client is not known here, or did not prove itself in the way it registered.";

    public static IReadOnlyList<OpenIddictServerHandlerDescriptor> Descriptors { get; } =
        [First<ApplyTokenResponseContext>(), First<ApplyIntrospectionResponseContext>(), First<ApplyRevocationResponseContext>()];

    public ValueTask HandleAsync(ApplyTokenResponseContext context) => Say(context.Response);

    public ValueTask HandleAsync(ApplyIntrospectionResponseContext context) => Say(context.Response);

    public ValueTask HandleAsync(ApplyRevocationResponseContext context) => Say(context.Response);

    private static ValueTask Say(OpenIddict.Abstractions.OpenIddictResponse response)
    {
        if (response is { Error: Errors.InvalidClient, ErrorUri: not null })
        {
            response.ErrorDescription = Refusal;
            response.ErrorUri = null;
        }

        return default;
    }

    private static OpenIddictServerHandlerDescriptor First<TContext>() where TContext : BaseContext => OpenIddictServerHandlerDescriptor
        .CreateBuilder<TContext>()
        .SetServiceDescriptor(ServiceDescriptor.Singleton<SameWordsForUnknownClients, SameWordsForUnknownClients>())
        .SetOrder(int.MinValue + 1)
        .Build();
}
