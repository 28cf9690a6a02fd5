using MongoDB.Driver;
using PlanApi.BuildingBlocks.Outbox;
using PlanApi.BuildingBlocks.Smart;
using PlanApi.BuildingBlocks.Store;
using PlanApi.Consent.Contracts;
using PlanApi.Consent.Data;
using PlanApi.Identity.Contracts;

namespace PlanApi.Consent.Grants;

/// <summary>Gives, finds and ends grants.</summary>
internal sealed class Grants(ConsentDb db, IRevocations revocations, TimeProvider clock) : IGrants
{
    public async Task<Grant?> FindLive(string grantId, CancellationToken ct) =>
        Standing(await db.Grants.Find(g => g.Id == grantId).FirstOrDefaultAsync(ct));

    public async Task<Grant?> FindLive(bool sandbox, string accountId, string patientId, string clientId, CancellationToken ct)
    {
        var key = StoredGrant.KeyOf(sandbox, accountId, patientId, clientId);
        return Standing(await db.Grants.Find(g => g.Key == key && g.State == GrantState.Live).FirstOrDefaultAsync(ct));
    }

    /// <summary>The grants of an account that stand now, newest first.</summary>
    public async Task<IReadOnlyList<Grant>> OfAccount(string accountId, bool sandbox, CancellationToken ct)
    {
        var live = await db.Grants.Find(g => g.AccountId == accountId && g.State == GrantState.Live).ToListAsync(ct);
        var now = clock.GetUtcNow();
        return [.. live.Where(g => g.Sandbox == sandbox && g.StandsAt(now)).OrderByDescending(g => g.GrantedAt).Select(g => g.ToContract())];
    }

    /// <summary>The grants of production on a patient's record that stand now, whoever gave them, newest first.</summary>
    public async Task<IReadOnlyList<Grant>> OfPatient(string patientId, CancellationToken ct)
    {
        var live = await db.Grants.Find(g => g.PatientId == patientId && g.State == GrantState.Live).ToListAsync(ct);
        var now = clock.GetUtcNow();
        return [.. live.Where(g => !g.Sandbox && g.StandsAt(now)).OrderByDescending(g => g.GrantedAt).Select(g => g.ToContract())];
    }

    /// <summary>The apps and patients of all that an account has ever granted in production.</summary>
    public async Task<IReadOnlyList<(string ClientId, string PatientId)>> EverGiven(string accountId, CancellationToken ct)
    {
        var given = await db.Grants.Find(g => g.AccountId == accountId).Project(g => new { g.Sandbox, g.ClientId, g.PatientId }).ToListAsync(ct);
        return [.. given.Where(g => !g.Sandbox).Select(g => (g.ClientId, g.PatientId)).Distinct()];
    }

    /// <summary>
    /// Gives a grant. One that widens the live grant of the same key takes its place under the same id, so that other devices stay connected; one
    /// that narrows it ends it first, and the older tokens with it.
    /// </summary>
    public async Task<Grant> Give(StoredGrant wanted, CancellationToken ct)
    {
        while (true)
        {
            var live = await db.Grants.Find(g => g.Key == wanted.Key && g.State == GrantState.Live).FirstOrDefaultAsync(ct);
            if (live is not null && Widens(wanted, live))
            {
                if (await TryWiden(live, wanted, ct) is { } widened)
                {
                    return widened;
                }
            }
            else
            {
                if (live is not null)
                {
                    await End(live, ct, replaced: true);
                }

                if (await TryInsert(wanted, ct))
                {
                    return wanted.ToContract();
                }
            }
        }
    }

    /// <returns>False when the account has no such live grant: it was revoked already, or is another's.</returns>
    public async Task<bool> Revoke(string grantId, string accountId, CancellationToken ct)
    {
        var live = await db.Grants.Find(g => g.Id == grantId && g.AccountId == accountId && g.State == GrantState.Live).FirstOrDefaultAsync(ct);
        if (live is null)
        {
            return false;
        }

        await End(live, ct);
        return true;
    }

    /// <summary>As <see cref="Revoke"/>, for the person whose record it is, whoever gave the grant.</summary>
    public async Task<bool> RevokeOfPatient(string grantId, string patientId, CancellationToken ct)
    {
        var live = await db.Grants.Find(g => g.Id == grantId && g.PatientId == patientId && !g.Sandbox && g.State == GrantState.Live).FirstOrDefaultAsync(ct);
        if (live is null)
        {
            return false;
        }

        await End(live, ct);
        return true;
    }

    public async Task RevokeForPatient(bool sandbox, string patientId, string? accountId, CancellationToken ct)
    {
        var live = await db.Grants.Find(g => g.PatientId == patientId && g.State == GrantState.Live).ToListAsync(ct);
        foreach (var grant in live.Where(g => g.Sandbox == sandbox && (accountId is null || g.AccountId == accountId)))
        {
            await End(grant, ct);
        }
    }

    /// <summary>Revokes every live grant that an account gave.</summary>
    public async Task RevokeAll(string accountId, CancellationToken ct)
    {
        foreach (var grant in await db.Grants.Find(g => g.AccountId == accountId && g.State == GrantState.Live).ToListAsync(ct))
        {
            await End(grant, ct);
        }
    }

    public async Task<int> RevokeSandboxGrants(string clientId, CancellationToken ct)
    {
        var live = await db.Grants.Find(g => g.Sandbox && g.ClientId == clientId && g.State == GrantState.Live).ToListAsync(ct);
        foreach (var grant in live)
        {
            await End(grant, ct);
        }

        return live.Count;
    }

    private Grant? Standing(StoredGrant? grant) => grant?.StandsAt(clock.GetUtcNow()) == true ? grant.ToContract() : null;

    private static bool Widens(StoredGrant wanted, StoredGrant live) =>
        ScopeSet.Of(live.Scopes).IsWithin(ScopeSet.Of(wanted.Scopes))
        && (wanted.ExpiresAt is null || (live.ExpiresAt is not null && live.ExpiresAt <= wanted.ExpiresAt))
        && (wanted.Offline || !live.Offline);

    private async Task<Grant?> TryWiden(StoredGrant live, StoredGrant wanted, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var widened = await db.Grants.FindOneAndUpdateAsync<StoredGrant>(
            g => g.Id == live.Id && g.State == GrantState.Live && g.GrantedAt == live.GrantedAt,
            Builders<StoredGrant>.Update
                .Set(g => g.Scopes, wanted.Scopes)
                .Set(g => g.Offline, wanted.Offline)
                .Set(g => g.ExpiresAt, wanted.ExpiresAt)
                .Set(g => g.Once, wanted.Once)
                .Set(g => g.GrantedAt, now)
                .Tell(now, Given(live, now)),
            new FindOneAndUpdateOptions<StoredGrant> { ReturnDocument = ReturnDocument.After },
            ct);
        return widened?.ToContract();
    }

    private async Task<bool> TryInsert(StoredGrant wanted, CancellationToken ct)
    {
        try
        {
            await db.Grants.InsertOneAsync(wanted.Tell(wanted.GrantedAt, Given(wanted, wanted.GrantedAt)), cancellationToken: ct);
            return true;
        }
        catch (MongoException e) when (e.IsDuplicateKey())
        {
            return false;
        }
    }

    /// <remarks>The tokens are stopped before this returns; the event's handler does it again, should this host die in between.</remarks>
    private async Task End(StoredGrant grant, CancellationToken ct, bool replaced = false)
    {
        var now = clock.GetUtcNow();
        await db.Grants.UpdateOneAsync(
            g => g.Id == grant.Id && g.State == GrantState.Live,
            Builders<StoredGrant>.Update
                .Set(g => g.State, GrantState.Ended)
                .Set(g => g.EndedAt, now)
                .Tell(now, new GrantRevoked(grant.Id, grant.Sandbox, grant.ClientId, grant.AccountId, grant.PatientId, now, replaced)),
            cancellationToken: ct);
        await revocations.RevokeGrant(grant.Id, ct);
    }

    private static GrantGiven Given(StoredGrant grant, DateTimeOffset now) => new(grant.Id, grant.Sandbox, grant.ClientId, grant.AccountId, grant.PatientId, now);
}

/// <summary>Stops the tokens of an ended grant, in case the host that ended it could not.</summary>
internal sealed class StopTokensOfEndedGrant(IRevocations revocations) : IHandle<GrantRevoked>
{
    public Task Handle(GrantRevoked happened, string eventId, CancellationToken ct) => revocations.RevokeGrant(happened.GrantId, ct);
}

/// <summary>What a person allowed ends with the person's account.</summary>
internal sealed class EndGrantsOfEndedAccount(Grants grants) : IHandle<AccountEnded>
{
    public Task Handle(AccountEnded happened, string eventId, CancellationToken ct) => grants.RevokeAll(happened.AccountId, ct);
}
