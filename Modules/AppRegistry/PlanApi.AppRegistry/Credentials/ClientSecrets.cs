using MongoDB.Driver;
using PlanApi.AppRegistry.Contracts;
using PlanApi.AppRegistry.Data;
using PlanApi.BuildingBlocks.Security;

namespace PlanApi.AppRegistry.Credentials;

internal sealed class ClientSecrets(AppRegistryDb db, TimeProvider clock) : IClientSecrets
{
    // Nobody knows a secret with this hash, so an unknown client costs the same comparisons and is refused.
    private static readonly string NoOnes = Secrets.Hash(Secrets.New());

    public async Task<bool> Verify(string clientId, string secret, CancellationToken ct)
    {
        var credential = await db.Credentials.Find(c => c.Id == clientId).FirstOrDefaultAsync(ct);
        var earlier = credential?.Earlier is { } e && e.Until > clock.GetUtcNow() ? e.Hash : NoOnes;
        return Secrets.Matches(secret, credential?.Hash ?? NoOnes) | Secrets.Matches(secret, earlier);
    }
}
