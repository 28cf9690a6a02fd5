using System.Text;
using PlanApi.BuildingBlocks.Security;

namespace PlanApi.AppRegistry.Credentials;

/// <summary>A fresh client secret with the two forms in which it is kept.</summary>
internal sealed record NewSecret(string Secret, byte[] Sealed, string Hash);

/// <summary>Makes client secrets and keeps them so that only this installation can show them again, and only as the client's own.</summary>
internal sealed class SecretBox(MasterKey masterKey)
{
    public NewSecret Make(string clientId)
    {
        var secret = Secrets.New();
        return new(secret, masterKey.Encrypt(PurposeOf(clientId), Encoding.UTF8.GetBytes(secret)), Secrets.Hash(secret));
    }

    public string Open(string clientId, byte[] sealedSecret) => Encoding.UTF8.GetString(masterKey.Decrypt(PurposeOf(clientId), sealedSecret));

    // The client id is part of the purpose: a sealed secret copied to another client's document does not open.
    private static string PurposeOf(string clientId) => $"appRegistry.secrets/{clientId}";
}
