using Hangfire;
using Hangfire.Mongo;
using Hangfire.Mongo.Migration.Strategies;
using Hangfire.Mongo.Migration.Strategies.Backup;
using Hangfire.States;
using MongoDB.Driver;
using PlanApi.EmbeddedMongo.Tests.Differential;

namespace PlanApi.EmbeddedMongo.Tests;

/// <summary>What the jobs of the test do: count themselves.</summary>
public static class HangfireJobs
{
    public static readonly System.Collections.Concurrent.ConcurrentDictionary<string, int> Runs = new();

    public static void Work(string name) => Runs.AddOrUpdate(name, 1, (_, n) => n + 1);

    [AutomaticRetry(Attempts = 0)]
    public static void Fail(string name)
    {
        Work(name);
        throw new InvalidOperationException("as asked");
    }
}

/// <summary>Hangfire.Mongo runs unchanged, with the Poll strategy, on the embedded store and on the second server where there is one.</summary>
[Trait("store", "both")]
[Collection(nameof(SecondServer))]
public sealed class HangfireTests(StoreFixture store, SecondServer second)
{
    private static MongoStorage NewStorage(MongoClient client) => new(client, $"hangfire{Guid.CreateVersion7():N}", new MongoStorageOptions
    {
        CheckQueuedJobsStrategy = CheckQueuedJobsStrategy.Poll,
        QueuePollInterval = TimeSpan.FromMilliseconds(100),
        MigrationOptions = new MongoMigrationOptions { MigrationStrategy = new MigrateMongoMigrationStrategy(), BackupStrategy = new NoneMongoBackupStrategy() }
    });

    [Fact]
    public Task Jobs_run_on_the_embedded_store_at_once_later_again_and_after_each_other_and_failures_are_kept() => Runs_jobs(NewStorage(store.Client));

    [Fact]
    public Task Jobs_run_on_the_second_server_as_they_do_on_the_embedded_store()
    {
        Assert.SkipWhen(second.Client is null, SecondServer.Absent);
        return Runs_jobs(NewStorage(second.Client!));
    }

    private static async Task Runs_jobs(MongoStorage storage)
    {
        var run = Guid.CreateVersion7().ToString("N");
        var client = new BackgroundJobClient(storage);
        using var server = new BackgroundJobServer(new BackgroundJobServerOptions { WorkerCount = 2, SchedulePollingInterval = TimeSpan.FromMilliseconds(200) }, storage);
        var first = client.Enqueue(() => HangfireJobs.Work($"{run} now"));
        client.ContinueJobWith(first, () => HangfireJobs.Work($"{run} after"));
        client.Schedule(() => HangfireJobs.Work($"{run} later"), TimeSpan.FromMilliseconds(300));
        var failing = client.Enqueue(() => HangfireJobs.Fail($"{run} failing"));
        var recurring = new RecurringJobManager(storage);
        recurring.AddOrUpdate("again", () => HangfireJobs.Work($"{run} again"), Cron.Daily());
        recurring.Trigger("again");

        var monitoring = storage.GetMonitoringApi();
        var deadline = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(deadline) < TimeSpan.FromSeconds(20)
            && (monitoring.SucceededListCount() < 4 || monitoring.FailedCount() < 1)) await Task.Delay(50);

        foreach (var name in (string[])["now", "after", "later", "failing", "again"]) HangfireJobs.Runs.GetValueOrDefault($"{run} {name}").ShouldBe(1, name);
        monitoring.SucceededListCount().ShouldBe(4);
        monitoring.FailedCount().ShouldBe(1);
        monitoring.JobDetails(failing).History[0].StateName.ShouldBe(FailedState.StateName);
        monitoring.GetStatistics().Recurring.ShouldBe(1);
        monitoring.Servers().Count.ShouldBe(1);
        monitoring.SucceededJobs(0, 10).Count.ShouldBe(4);
    }
}
