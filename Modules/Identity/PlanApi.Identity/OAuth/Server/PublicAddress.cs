using Microsoft.AspNetCore;
using OpenIddict.Server;
using PlanApi.BuildingBlocks;
using PlanApi.Identity.OAuth.Branches;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace PlanApi.Identity.OAuth.Server;

/// <summary>Requests are matched against our public addresses by path alone: behind a proxy, Host may say anything.</summary>
internal sealed class PublicAddress(PlanApiSettings settings, CurrentBranch branch) : IOpenIddictServerHandler<ProcessRequestContext>
{
    public static OpenIddictServerHandlerDescriptor Descriptor { get; } = OpenIddictServerHandlerDescriptor.CreateBuilder<ProcessRequestContext>()
        .UseSingletonHandler<PublicAddress>()
        .SetOrder(OpenIddictServerHandlers.InferEndpointType.Descriptor.Order - 1)
        .Build();

    public ValueTask HandleAsync(ProcessRequestContext context)
    {
        var request = context.Transaction.GetHttpRequest() ?? throw new InvalidOperationException("The authorization server answers HTTP only.");
        context.BaseUri = new Uri(branch.Value.Issuer);
        context.RequestUri = new Uri(settings.PublicUrl + request.Path.ToUriComponent() + request.QueryString.ToUriComponent());
        return default;
    }
}
