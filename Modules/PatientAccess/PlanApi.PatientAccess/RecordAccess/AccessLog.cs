using MongoDB.Driver;
using PlanApi.BuildingBlocks.Store;
using PlanApi.PatientAccess.Contracts;
using PlanApi.PatientAccess.Data;

namespace PlanApi.PatientAccess.RecordAccess;

/// <summary>What members' and vendors' pages read of the access entries.</summary>
internal sealed class AccessLog(PatientAccessDb db) : IAccessLog
{
    public async Task<AccessPage> OfAccount(AccessFilter filter, string? after, int limit, CancellationToken ct)
    {
        var found = await db.AuditEvents.Find(Where(filter, after)).SortByDescending(e => e.Id).Limit(limit + 1).ToListAsync(ct);
        var entries = found.Take(limit).ToList();
        // Entries of one grant do not overlap; those of several may, within a moment.
        return new(
            [
                .. entries.SelectMany(e => e.Calls.Select(c => new AppAccess(c.At, e.ClientId, e.AccountId, e.PatientId, c.ResourceType, c.Interaction, c.Status, c.Count)).Reverse())
                    .OrderByDescending(a => a.At),
            ],
            found.Count > limit ? entries[^1].Id : null);
    }

    private static FilterDefinition<AccessEntry> Where(AccessFilter filter, string? after)
    {
        var where = Builders<AccessEntry>.Filter;
        List<FilterDefinition<AccessEntry>> all = [where.Eq(e => e.AccountId, filter.AccountId), where.Eq(e => e.Sandbox, false)];
        if (filter.ClientId is { } app)
        {
            all.Add(where.Eq(e => e.ClientId, app));
        }

        if (filter.PatientId is { } person)
        {
            all.Add(where.Eq(e => e.PatientId, person));
        }

        // Ids sort by time, so a period is a range of the index that gives the order.
        if (filter.From is { } from)
        {
            all.Add(where.Gte(e => e.Id, NewId.FirstOf(from)));
        }

        if (filter.Until is { } until)
        {
            all.Add(where.Lt(e => e.Id, NewId.FirstOf(until)));
        }

        if (after is not null)
        {
            all.Add(where.Lt(e => e.Id, after));
        }

        return where.And(all);
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
