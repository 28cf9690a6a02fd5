using MongoDB.Driver;
using PlanApi.BuildingBlocks.Store;

namespace PlanApi.ProductionReview.Data;

internal sealed class ReviewDb(IMongoDatabase database) : IModuleDb
{
    public const string RequestsName = "productionReview.requests";
    public const string LiveAppsName = "productionReview.approvedApps";
    public const string PreFlightsName = "productionReview.preFlights";

    public IMongoCollection<ProductionRequest> Requests { get; } = database.GetCollection<ProductionRequest>(RequestsName);

    public IMongoCollection<LiveApp> LiveApps { get; } = database.GetCollection<LiveApp>(LiveAppsName);

    public IMongoCollection<PreFlight> PreFlights { get; } = database.GetCollection<PreFlight>(PreFlightsName);

    public IMongoCollection<KeptReason> KeptReasons { get; } = database.GetCollection<KeptReason>("productionReview.keptReasons");

    public IMongoCollection<StoredApprovedLogo> Logos { get; } = database.GetCollection<StoredApprovedLogo>("productionReview.logos");

    public async Task EnsureIndexes(CancellationToken ct)
    {
        var request = Builders<ProductionRequest>.IndexKeys;
        await Requests.Indexes.CreateManyAsync(
            [
                new(request.Ascending(r => r.AppId), new CreateIndexOptions<ProductionRequest>
                {
                    Name = "one_pending",
                    Unique = true,
                    PartialFilterExpression = Builders<ProductionRequest>.Filter.Eq(r => r.State, RequestState.Pending),
                }),
                new(request.Ascending(r => r.AppId).Ascending(r => r.SentAt), new CreateIndexOptions { Name = "app" }),
                new(request.Ascending(r => r.State).Ascending(r => r.SentAt), new CreateIndexOptions { Name = "queue" }),
                new(request.Ascending(r => r.State).Descending(r => r.Decision!.At), new CreateIndexOptions { Name = "decided" }),
            ],
            ct);
        var app = Builders<LiveApp>.IndexKeys;
        await LiveApps.Indexes.CreateManyAsync(
            [
                new(app.Ascending(a => a.ClientId), new CreateIndexOptions { Name = "client", Unique = true }),
                new(app.Ascending(a => a.NameKey), new CreateIndexOptions { Name = "name" }),
                new(app.Ascending(a => a.Suspended).Ascending(a => a.NameKey), new CreateIndexOptions { Name = "gallery" }),
            ],
            ct);
        await KeptReasons.Indexes.CreateOneAsync(
            new CreateIndexModel<KeptReason>(Builders<KeptReason>.IndexKeys.Ascending(r => r.At), new CreateIndexOptions { Name = "oldest_first" }), cancellationToken: ct);
    }
}
