using MongoDB.Bson;
using MongoDB.Driver;

namespace PlanApi.EmbeddedMongo.Tests.Differential;

/// <summary>The second server's process died: some random queries bring DocumentDB down, and all of its clients with it, until it has recovered.</summary>
internal static class ServerOutage
{
    private static readonly string[] Signs =
        ["recovery mode", "starting up", "shutting down", "not yet accepting connections", "terminating connection", "while reading from stream", "while writing to stream", "Failed to connect", "pfree called with invalid pointer"];

    /// <summary>The gateway before DocumentDB has no number for it.</summary>
    public static bool Is(MongoException failure) =>
        failure is MongoConnectionException || failure is MongoCommandException { Code: 1 } refusal && Array.Exists(Signs, s => refusal.Message.Contains(s, StringComparison.Ordinal));

    /// <summary>Waits until the server reads and writes again.</summary>
    /// <exception cref="MongoException">It does not within a minute.</exception>
    public static async Task End(IMongoDatabase database)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (true)
        {
            try
            {
                await database.GetCollection<BsonDocument>("awake").InsertOneAsync([]);
                return;
            }
            catch (MongoException failure) when (Is(failure) && TimeProvider.System.GetElapsedTime(start) < TimeSpan.FromMinutes(1))
            {
                await Task.Delay(TimeSpan.FromMilliseconds(250));
            }
        }
    }
}
