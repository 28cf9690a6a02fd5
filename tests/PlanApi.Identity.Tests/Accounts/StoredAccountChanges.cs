using Microsoft.Extensions.DependencyInjection;
using MongoDB.Driver;
using PlanApi.Identity.Accounts;
using PlanApi.TestKit;

namespace PlanApi.Identity.Tests;

/// <summary>Changes that no door of the product makes yet.</summary>
internal static class StoredAccountChanges
{
    public static Task Disable(this PlanApiHost host, string accountId) => host.Services.GetRequiredService<IdentityDb>().Accounts.UpdateOneAsync(
        a => a.Id == accountId, Builders<StoredAccount>.Update.Set(a => a.Disabled, true));
}
