using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using MongoDB.Bson;
using MongoDB.Driver;

namespace PlanApi.Benchmarks.Fhir;

/// <summary>
/// The limit: Kestrel with nothing between it and the store. It fetches the same stored bytes from the same collection by the same driver and writes
/// them: no token, no parsing, no audit, no headers.
/// </summary>
internal sealed class BareEndpoint : IAsyncDisposable
{
    private static readonly ProjectionDefinition<RawBsonDocument, RawBsonDocument> Json = new BsonDocument { { "_id", 0 }, { "json", 1 } };
    private readonly WebApplication _app;

    private BareEndpoint(WebApplication app, string address) => (_app, Address) = (app, address);

    public string Address { get; }

    public static async Task<BareEndpoint> Start(IMongoDatabase database, string address)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(address);
        var app = builder.Build();
        var resources = database.GetCollection<RawBsonDocument>(MemberData.Collection);
        app.MapGet("/read/{owner}/{type}/{id}", (string owner, string type, string id, HttpResponse response, CancellationToken ct) =>
            Write(resources.Find(new BsonDocument("_id", $"{owner}|{type}/{id}")), response, ct));
        app.MapGet("/search/{type}/{owner}/{count}", (string type, string owner, int count, HttpResponse response, CancellationToken ct) =>
            Write(resources.Find(Between($"{owner}|{type}/", $"{owner}|{type}0")).Limit(count), response, ct));
        app.MapGet("/whole/{owner}", (string owner, HttpResponse response, CancellationToken ct) => Write(resources.Find(Between($"{owner}|", $"{owner}}}")), response, ct));
        await app.StartAsync();
        return new BareEndpoint(app, address);
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    // One owner's keys lie together (ADR 4); what begins so ends before the next character.
    private static BsonDocument Between(string after, string before) => new("_id", new BsonDocument { { "$gt", after }, { "$lt", before } });

    private static async Task Write(IFindFluent<RawBsonDocument, RawBsonDocument> find, HttpResponse response, CancellationToken ct)
    {
        response.ContentType = "application/fhir+json";
        using var cursor = await find.Project(Json).ToCursorAsync(ct);
        while (await cursor.MoveNextAsync(ct))
        {
            foreach (var document in cursor.Current)
            {
                await response.BodyWriter.WriteAsync(document["json"].AsByteArray, ct);
                document.Dispose();
            }
        }
    }
}
