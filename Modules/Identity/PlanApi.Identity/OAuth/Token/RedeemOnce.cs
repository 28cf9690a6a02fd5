using System.Security.Claims;
using OpenIddict.Abstractions;

namespace PlanApi.Identity.OAuth.Token;

/// <summary>
/// Uses up a code or refresh token. OpenIddict's own handler lets a refresh token pass that it could not redeem; here, of two requests
/// at the same moment one wins, and the other ends what came from the launch (RFC 9700, 4.14.2).
/// </summary>
internal sealed class RedeemOnce(IOpenIddictTokenManager tokens, Revocations.Revocations revocations)
{
    public async Task<bool> TryRedeem(ClaimsPrincipal principal, CancellationToken ct)
    {
        if (await tokens.FindByIdAsync(principal.GetTokenId()!, ct) is { } token && await tokens.TryRedeemAsync(token, ct))
        {
            return true;
        }

        await revocations.RevokeFamily(principal.GetAuthorizationId()!, ct);
        return false;
    }
}
