using MongoDB.Bson;
using MongoDB.Driver;
using PlanApi.BuildingBlocks.Modules;

namespace PlanApi.Host.Demo;

/// <summary>Adds the demo plan to an empty Development store, once, and keeps such a store out of Production.</summary>
internal static class DemoSeed
{
    private const string Marker = "demo";

    public static async Task SeedDemoPlan(this WebApplication app)
    {
        var ct = app.Lifetime.ApplicationStopping;
        var markers = app.Services.GetRequiredService<IMongoDatabase>().GetCollection<BsonDocument>("host.markers");
        var seeded = await markers.Find(new BsonDocument("_id", Marker)).AnyAsync(ct);
        if (!app.Environment.IsDevelopment())
        {
            if (seeded)
            {
                throw new InvalidOperationException("This store carries demo data with public sign-ins and is refused outside Development. Use an empty store.");
            }

            return;
        }

        if (seeded || !app.Configuration.GetValue("PlanApi:Demo", true))
        {
            return;
        }

        await using var scope = app.Services.CreateAsyncScope();
        foreach (var part in scope.ServiceProvider.GetServices<IDemoData>().OrderBy(p => p.Order))
        {
            await part.Add(ct);
        }

        await markers.InsertOneAsync(new BsonDocument("_id", Marker), cancellationToken: ct);
    }
}
