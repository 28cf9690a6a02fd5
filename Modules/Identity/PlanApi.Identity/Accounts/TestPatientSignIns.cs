using System.Security.Cryptography;
using System.Text;
using MongoDB.Driver;
using PlanApi.BuildingBlocks.People;
using PlanApi.BuildingBlocks.Store;
using PlanApi.Identity.Contracts;

namespace PlanApi.Identity.Accounts;

/// <summary>Sign-ins of synthetic patients. Account id, user name and password all follow from organization and patient.</summary>
internal sealed class TestPatientSignIns(IdentityDb db, TestPatientPasswords passwords, TimeProvider clock) : ITestPatientSignIns
{
    public async Task<TestSignIn> Ensure(string organizationId, string patientId, string displayName, CancellationToken ct)
    {
        var id = IdOf(organizationId, patientId);
        var name = $"patient-{id[..12]}";
        var account = new StoredAccount
        {
            Id = id,
            Realm = Realm.TestPatient,
            Email = name,
            EmailKey = EmailAddress.KeyOf(name),
            DisplayName = displayName,
            OrganizationId = organizationId,
            PatientId = patientId,
            CreatedAt = clock.GetUtcNow(),
        };
        try
        {
            await db.Accounts.InsertOneAsync(account, cancellationToken: ct);
        }
        catch (MongoException e) when (e.IsDuplicateKey())
        {
            // It is there already; the name may have changed with the patient's reset.
            await db.Accounts.UpdateOneAsync(a => a.Id == id, Builders<StoredAccount>.Update.Set(a => a.DisplayName, displayName), cancellationToken: ct);
        }

        return SignInOf(account);
    }

    public async Task<IReadOnlyList<TestSignIn>> Of(string organizationId, CancellationToken ct) =>
        (await db.Accounts.Find(a => a.OrganizationId == organizationId && a.Realm == Realm.TestPatient).ToListAsync(ct)).ConvertAll(SignInOf);

    public Task Remove(string organizationId, string patientId, CancellationToken ct)
    {
        var id = IdOf(organizationId, patientId);
        return db.Accounts.DeleteOneAsync(a => a.Id == id, ct);
    }

    private TestSignIn SignInOf(StoredAccount account) => new(account.PatientId!, account.Email, passwords.Of(account.Id));

    private static string IdOf(string organizationId, string patientId) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"test-patient/{organizationId}/{patientId}")))[..32];
}
