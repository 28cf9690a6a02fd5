using MongoDB.Bson;
using MongoDB.Driver;
using PlanApi.BuildingBlocks;
using PlanApi.BuildingBlocks.Modules;

namespace PlanApi.Host.Demo;

/// <summary>Adds the demo plan to an empty Development store, once, and keeps such a store out of Production.</summary>
internal static class DemoSeed
{
    private static readonly BsonDocument Marker = new("_id", "demo");

    /// <returns>Why nothing may run on this store: its demo sign-ins are public. Null when it may.</returns>
    public static async Task<string?> ProblemWithDemoPlan(this WebApplication app) => !app.Environment.IsDevelopment() && await app.IsSeeded()
        ? "This store carries demo data with public sign-ins and is refused outside Development. Set PlanApi__DataDirectory or ConnectionStrings__Mongo to an empty store."
        : null;

    public static async Task SeedDemoPlan(this WebApplication app, PlanApiSettings settings)
    {
        if (!app.Environment.IsDevelopment() || !settings.Tests.Demo || await app.IsSeeded())
        {
            return;
        }

        var ct = app.Lifetime.ApplicationStopping;
        await using var scope = app.Services.CreateAsyncScope();
        foreach (var part in scope.ServiceProvider.GetServices<IDemoData>().OrderBy(p => p.Order))
        {
            await part.Add(ct);
        }

        await app.Markers().InsertOneAsync(Marker, cancellationToken: ct);
    }

    private static Task<bool> IsSeeded(this WebApplication app) => app.Markers().Find(Marker).AnyAsync(app.Lifetime.ApplicationStopping);

    private static IMongoCollection<BsonDocument> Markers(this WebApplication app) =>
        app.Services.GetRequiredService<IMongoDatabase>().GetCollection<BsonDocument>("host.markers");
}
