using MongoDB.Bson;
using MongoDB.Driver;
using PlanApi.EmbeddedMongo.Commands;
using PlanApi.EmbeddedMongo.Storage.Sqlite;
using PlanApi.EmbeddedMongo.Tests.Wire;

namespace PlanApi.EmbeddedMongo.Tests.Commands;

/// <summary>After a failure the store says so, whatever it is asked.</summary>
public sealed class StoppedStoreTests
{
    [Fact]
    public async Task A_store_that_stopped_refuses_every_command_but_hello_and_the_sign_in()
    {
        var directory = Directory.CreateTempSubdirectory("stopped-").FullName;
        await using (var server = await EmbeddedMongoServer.Start(directory, TimeProvider.System))
        {
            using var client = RawClient.SignedIn(new MongoUrl(server.ConnectionString));
            server.Store.Writer.Fail(SqliteException.Damaged("a test"));
            foreach (var name in CommandTable.Commands.Keys)
            {
                var reply = client.Run(new BsonDocument { { name, "things" }, { "$db", "admin" } });
                if (name is "hello" or "isMaster" or "ismaster" or "buildInfo" or "buildinfo" or "saslStart" or "saslContinue") reply.GetValue("errmsg", "").AsString.ShouldNotContain("stopped", Case.Sensitive, name);
                else reply.GetValue("errmsg", "").AsString.ShouldContain("stopped", Case.Sensitive, name);
            }
        }
        Directory.Delete(directory, recursive: true);
    }
}
