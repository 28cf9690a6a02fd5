using MongoDB.Driver;
using PlanApi.PatientAccess.Contracts;
using PlanApi.PatientAccess.Data;

namespace PlanApi.PatientAccess.RecordAccess;

/// <summary>What members' and vendors' pages read of the access entries.</summary>
internal sealed class AccessLog(PatientAccessDb db) : IAccessLog
{
    public async Task<IReadOnlyList<AppAccess>> OfAccount(string accountId, string? clientId, int limit, CancellationToken ct)
    {
        var where = Builders<AccessEntry>.Filter;
        var filter = where.Eq(e => e.AccountId, accountId) & where.Eq(e => e.Sandbox, false);
        if (clientId is not null)
        {
            filter &= where.Eq(e => e.ClientId, clientId);
        }

        var entries = await db.AuditEvents.Find(filter).SortByDescending(e => e.Id).Limit(limit).ToListAsync(ct);
        // Entries of one grant do not overlap; those of several may, within a moment.
        return
        [
            .. entries.SelectMany(e => e.Calls.Select(c => new AppAccess(c.At, e.ClientId, e.AccountId, e.PatientId, c.ResourceType, c.Interaction, c.Status, c.Count)).Reverse())
                .OrderByDescending(a => a.At).Take(limit),
        ];
    }

    public async Task<IReadOnlyList<SandboxAccess>> OfSandboxApp(string clientId, int limit, CancellationToken ct)
    {
        var entries = await db.AuditEvents.Find(e => e.Sandbox && e.ClientId == clientId).SortByDescending(e => e.Id).Limit(limit).ToListAsync(ct);
        return
        [
            .. entries.SelectMany(e => e.Calls.Select(c => new SandboxAccess(c.At, e.PatientId, c.ResourceType, c.Interaction, c.Status, c.Count, c.Milliseconds)).Reverse())
                .OrderByDescending(a => a.At).Take(limit),
        ];
    }

    public async Task<IReadOnlyDictionary<string, DateTimeOffset>> LastUsed(string accountId, CancellationToken ct)
    {
        var uses = await db.LastUses.Find(u => u.AccountId == accountId).ToListAsync(ct);
        return uses.ToDictionary(u => u.ClientId, u => u.At);
    }
}
