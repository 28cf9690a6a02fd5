using MongoDB.Driver;
using PlanApi.Identity.Contracts;
using PlanApi.Identity.OAuth.Data;

namespace PlanApi.Identity.OAuth.SandboxCalls;

internal sealed class SandboxCalls(OAuthDb db) : ISandboxCalls
{
    public async Task<IReadOnlyList<OAuthCall>> Of(string clientId, int limit, CancellationToken ct)
    {
        var calls = await db.SandboxCalls.Find(c => c.ClientId == clientId).SortByDescending(c => c.Id).Limit(limit).ToListAsync(ct);
        return [.. calls.Select(c => new OAuthCall(c.At, c.Step, c.Launched, c.Status, c.Error, c.Milliseconds) { RedirectUrl = c.RedirectUrl, Pkce = c.Pkce, Scopes = c.Scopes })];
    }
}
