using OpenIddict.Abstractions;
using OpenIddict.Server;
using PlanApi.Identity.OAuth.Branches;
using PlanApi.Identity.OAuth.Data;
using PlanApi.Identity.OAuth.Revocations;
using PlanApi.Identity.OAuth.Subjects;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace PlanApi.Identity.OAuth.Introspect;

/// <summary>Introspection and userinfo refuse what the FHIR servers refuse: also tokens whose app or account has been stopped.</summary>
internal sealed class RefuseRevoked(CurrentBranch branch, RevocationFeed revocations, SubjectIds subjects) : IOpenIddictServerHandler<ValidateTokenContext>
{
    public static OpenIddictServerHandlerDescriptor Descriptor { get; } = OpenIddictServerHandlerDescriptor.CreateBuilder<ValidateTokenContext>()
        .UseSingletonHandler<RefuseRevoked>()
        .SetOrder(OpenIddictServerHandlers.Protection.ValidateAuthorizationEntry.Descriptor.Order + 1)
        .Build();

    public async ValueTask HandleAsync(ValidateTokenContext context)
    {
        if (context.Principal is not { } token || !token.HasTokenType(TokenTypeIdentifiers.AccessToken)
            || token.GetClaim(Claims.ClientId) is not { } client || subjects.AccountOf(client, token.GetClaim(Claims.Subject)!) is not { } account)
        {
            return;
        }

        var ids = RevocationId.All(branch.Value.Name, token.GetTokenId()!, token.GetAuthorizationId()!, client, account);
        if (await revocations.AnyRevoked(ids, token.GetCreationDate() ?? DateTimeOffset.MinValue, context.CancellationToken))
        {
            context.Reject(Errors.InvalidToken, "The token was revoked.");
        }
    }
}
