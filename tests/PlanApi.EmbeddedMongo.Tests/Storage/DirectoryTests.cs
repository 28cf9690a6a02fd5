using MongoDB.Bson;
using MongoDB.Driver;

namespace PlanApi.EmbeddedMongo.Tests.Storage;

/// <summary>One process owns a directory, others find it there, and only this user can.</summary>
public sealed class DirectoryTests : IDisposable
{
    private readonly string _directory = Path.Combine(Directory.CreateTempSubdirectory("dir-").FullName, "store");

    [Fact]
    public async Task A_second_owner_is_told_and_can_connect_to_the_first()
    {
        EmbeddedMongoServer.FindRunning(_directory).ShouldBeNull();
        await using (var server = await EmbeddedMongoServer.Start(_directory, TimeProvider.System))
        {
            var refusal = await Should.ThrowAsync<EmbeddedMongoException>(() => EmbeddedMongoServer.Start(_directory, TimeProvider.System));
            refusal.Message.ShouldStartWith($"Another process uses the store in {_directory}");
            EmbeddedMongoServer.FindRunning(_directory).ShouldBe(server.ConnectionString);
            using var client = new MongoClient(EmbeddedMongoServer.FindRunning(_directory));
            client.GetDatabase("d").GetCollection<BsonDocument>("c").InsertOne(new BsonDocument("_id", 1));
        }
        EmbeddedMongoServer.FindRunning(_directory).ShouldBeNull();
        await using (var again = await EmbeddedMongoServer.Start(_directory, TimeProvider.System))
        {
            using var client = new MongoClient(again.ConnectionString);
            client.GetDatabase("d").GetCollection<BsonDocument>("c").Ids("{}").ShouldBe([1]);
        }
    }

    [Fact]
    public async Task What_a_killed_owner_announced_is_never_taken_for_the_next_owners()
    {
        Directory.CreateDirectory(_directory);
        for (var round = 0; round < 20; round++)
        {
            await File.WriteAllTextAsync(Path.Combine(_directory, "store.endpoint"), "mongodb://of-a-dead-process");
            var found = new System.Collections.Concurrent.ConcurrentBag<string>();
            using var stop = new CancellationTokenSource();
            var looking = Enumerable.Range(0, 3).Select(_ => Task.Run(() =>
            {
                while (!stop.IsCancellationRequested)
                    if (EmbeddedMongoServer.FindRunning(_directory) is { } announced) found.Add(announced);
            })).ToList();
            string own;
            await using (var server = await EmbeddedMongoServer.Start(_directory, TimeProvider.System))
            {
                own = server.ConnectionString;
                SpinWait.SpinUntil(() => !found.IsEmpty, TimeSpan.FromSeconds(10)).ShouldBeTrue();
            }
            await stop.CancelAsync();
            await Task.WhenAll(looking);
            found.ShouldAllBe(f => f == own);
        }
    }

    [Fact]
    public async Task Directory_endpoint_and_database_are_this_users_alone()
    {
        await using var server = await EmbeddedMongoServer.Start(_directory, TimeProvider.System);
        if (OperatingSystem.IsWindows()) return;
        File.GetUnixFileMode(_directory).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        File.GetUnixFileMode(Path.Combine(_directory, "store.endpoint")).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.GetUnixFileMode(Path.Combine(_directory, "store.db")).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public async Task Damaged_files_are_refused_with_a_sentence()
    {
        Directory.CreateDirectory(_directory);
        await File.WriteAllBytesAsync(Path.Combine(_directory, "store.db"), Enumerable.Range(0, 9000).Select(i => (byte)(i * 31)).ToArray());
        (await Should.ThrowAsync<EmbeddedMongoException>(() => EmbeddedMongoServer.Start(_directory, TimeProvider.System))).Message.ShouldContain("is damaged or cannot be read");
        EmbeddedMongoServer.FindRunning(_directory).ShouldBeNull();
    }

    [Fact]
    public async Task A_start_that_fails_after_the_store_was_opened_closes_it_again()
    {
        // In the place of the file that announces the endpoint.
        var taken = Directory.CreateDirectory(Path.Combine(_directory, "store.endpoint.new"));
        await Should.ThrowAsync<UnauthorizedAccessException>(() => EmbeddedMongoServer.Start(_directory, TimeProvider.System));
        File.Exists(Path.Combine(_directory, "store.db")).ShouldBeTrue();
        File.Exists(Path.Combine(_directory, "store.db-wal")).ShouldBeFalse("the last to close a store takes its log away");
        taken.Delete();
        await using var server = await EmbeddedMongoServer.Start(_directory, TimeProvider.System);
        EmbeddedMongoServer.FindRunning(_directory).ShouldBe(server.ConnectionString);
    }

    [Fact]
    public async Task The_password_is_another_at_every_start_and_a_wrong_one_is_refused()
    {
        string first;
        await using (var server = await EmbeddedMongoServer.Start(_directory, TimeProvider.System)) first = new MongoUrl(server.ConnectionString).Password;
        await using var again = await EmbeddedMongoServer.Start(_directory, TimeProvider.System);
        new MongoUrl(again.ConnectionString).Password.ShouldNotBe(first);
        foreach (var wrong in new[] { again.ConnectionString.Replace(new MongoUrl(again.ConnectionString).Password, first), again.ConnectionString.Replace("planapi:", "someone:") })
        {
            using var client = new MongoClient(wrong);
            Should.Throw<MongoAuthenticationException>(() => client.ListDatabaseNames());
        }
        var url = new MongoUrl(again.ConnectionString);
        using var stranger = new MongoClient($"mongodb://127.0.0.1:{url.Server.Port}/?directConnection=true");
        Should.Throw<MongoCommandException>(() => stranger.GetDatabase("d").Run("{find:'c'}")).Code.ShouldBe(13);
    }

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(_directory)!, recursive: true);
}
