using MongoDB.Driver;
using PlanApi.BuildingBlocks.Store;

namespace PlanApi.ProductionReview.TellOfRevocations;

/// <summary>The permissions of an app that ended on one day (UTC): the vendor is told how many, and never whose.</summary>
/// <param name="Id">Client id and day: one for each.</param>
/// <param name="Day">As <c>2026-11-26</c>.</param>
/// <param name="Grants">A set, since an event may be told twice.</param>
internal sealed record RevocationDay(string Id, string ClientId, string Day, IReadOnlyList<string> Grants, bool Told, DateTimeOffset ForgetAt);

internal sealed class RevocationDb(IMongoDatabase database) : IModuleDb
{
    public IMongoCollection<RevocationDay> Days { get; } = database.GetCollection<RevocationDay>("productionReview.revocationDays");

    public Task EnsureIndexes(CancellationToken ct)
    {
        var day = Builders<RevocationDay>.IndexKeys;
        return Days.Indexes.CreateManyAsync(
            [
                new(day.Ascending(d => d.Told).Ascending(d => d.Day), new CreateIndexOptions { Name = "untold" }),
                new(day.Ascending(d => d.ForgetAt), new CreateIndexOptions { Name = "forget", ExpireAfter = TimeSpan.Zero }),
            ],
            ct);
    }
}
