using PlanApi.BuildingBlocks.Security;

namespace PlanApi.Identity.Accounts;

/// <summary>Passwords of synthetic patients follow from the master key, so that they can be shown again and are stored nowhere.</summary>
internal sealed class TestPatientPasswords(MasterKey masterKey)
{
    private const string Purpose = "identity.test-patient";

    public string Of(string accountId) => masterKey.TokenFor(Purpose, accountId);

    public bool IsPasswordOf(string accountId, string password) => masterKey.IsTokenFor(Purpose, accountId, password);
}
