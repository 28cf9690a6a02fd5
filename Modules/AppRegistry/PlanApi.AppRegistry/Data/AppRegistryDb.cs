using MongoDB.Driver;
using PlanApi.BuildingBlocks.Store;

namespace PlanApi.AppRegistry.Data;

internal sealed class AppRegistryDb(IMongoDatabase database) : IModuleDb
{
    public const string AppsName = "appRegistry.apps";
    public const string CredentialsName = "appRegistry.credentials";

    public IMongoCollection<RegisteredApp> Apps { get; } = database.GetCollection<RegisteredApp>(AppsName);

    public IMongoCollection<ClientCredential> Credentials { get; } = database.GetCollection<ClientCredential>(CredentialsName);

    public IMongoCollection<StoredRehearsal> Rehearsals { get; } = database.GetCollection<StoredRehearsal>("appRegistry.rehearsals");

    public IMongoCollection<StoredLogo> Logos { get; } = database.GetCollection<StoredLogo>("appRegistry.logos");

    public async Task EnsureIndexes(CancellationToken ct)
    {
        var app = Builders<RegisteredApp>.IndexKeys;
        await Apps.Indexes.CreateManyAsync(
            [
                new(app.Ascending(a => a.ClientId), new CreateIndexOptions { Name = "client", Unique = true }),
                new(app.Ascending(a => a.OrganizationId).Ascending(a => a.NameKey), new CreateIndexOptions<RegisteredApp>
                {
                    Name = "name",
                    Unique = true,
                    PartialFilterExpression = Builders<RegisteredApp>.Filter.Exists(a => a.NameKey),
                }),
            ],
            ct);
        var credential = Builders<ClientCredential>.IndexKeys;
        await Credentials.Indexes.CreateManyAsync(
            [
                new(credential.Ascending(c => c.AppId), new CreateIndexOptions { Name = "app", Unique = true }),
                new(credential.Ascending(c => c.ForgetAt), new CreateIndexOptions { Name = "forget", ExpireAfter = TimeSpan.Zero }),
            ],
            ct);
        await Logos.Indexes.CreateOneAsync(
            new CreateIndexModel<StoredLogo>(Builders<StoredLogo>.IndexKeys.Ascending(l => l.AppId), new CreateIndexOptions { Name = "app" }), cancellationToken: ct);
        var rehearsal = Builders<StoredRehearsal>.IndexKeys;
        await Rehearsals.Indexes.CreateManyAsync(
            [
                new(rehearsal.Ascending(r => r.ClientId).Descending(r => r.Id), new CreateIndexOptions { Name = "of_app" }),
                new(rehearsal.Ascending(r => r.Until), new CreateIndexOptions { Name = "running" }),
                new(rehearsal.Ascending(r => r.ForgetAt), new CreateIndexOptions { Name = "forget", ExpireAfter = TimeSpan.Zero }),
            ],
            ct);
    }
}
