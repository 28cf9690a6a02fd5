using MongoDB.Bson;
using MongoDB.Driver;
using PlanApi.EmbeddedMongo.Commands;
using PlanApi.EmbeddedMongo.Security;
using PlanApi.EmbeddedMongo.Storage;
using PlanApi.EmbeddedMongo.Wire;

namespace PlanApi.EmbeddedMongo.Tests.Wire;

/// <summary>Who has not signed in must not be silent for long; who has may be.</summary>
public sealed class SilenceTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("silence-").FullName;

    [Fact]
    public void Silent_strangers_are_put_off_and_silent_clients_are_not()
    {
        using var store = Store.Open(Path.Combine(_directory, "store.db"), _ => { });
        var dispatcher = new Dispatcher(store, new CursorTable(TimeProvider.System), TimeProvider.System, _ => { });
        using var listener = new WireListener(dispatcher, new ScramCredential("planapi", "secret"), _ => { }, patience: TimeSpan.FromSeconds(1));
        var url = new MongoUrl($"mongodb://planapi:secret@127.0.0.1:{listener.Port}/?authSource=admin");
        using var client = RawClient.SignedIn(url);
        using var mute = new RawClient(url);
        using var greeter = new RawClient(url);
        greeter.Run(new BsonDocument { { "hello", 1 }, { "$db", "admin" } })["ok"].ShouldBe(1.0);
        mute.Reply().ShouldBeNull();
        greeter.Reply().ShouldBeNull();
        client.Run(new BsonDocument { { "ping", 1 }, { "$db", "admin" } })["ok"].ShouldBe(1.0);
    }

    public void Dispose() => Directory.Delete(_directory, recursive: true);
}
