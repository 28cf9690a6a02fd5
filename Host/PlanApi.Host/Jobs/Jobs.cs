using Hangfire;
using Hangfire.AspNetCore;
using Hangfire.Common;
using Hangfire.Mongo;
using Hangfire.Mongo.Migration.Strategies;
using Hangfire.Mongo.Migration.Strategies.Backup;
using PlanApi.BuildingBlocks;
using PlanApi.Host.Store;
using PlanApi.Identity.Contracts;

namespace PlanApi.Host.Jobs;

/// <summary>Hangfire on our store: work that may fail or take long. Staff see it at <c>/review/jobs</c>.</summary>
internal static class Jobs
{
    private const string DashboardPath = "/review/jobs";

    /// <summary>The dashboard is Hangfire's: it runs scripts of its own files, and its markup carries style attributes.</summary>
    private const string DashboardPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    public static void AddJobs(this IServiceCollection services, OpenStore store, PlanApiSettings settings)
    {
        // Storage and activator are registered before Hangfire's own, which are statics: two hosts in one process, as in tests, would run each other's jobs.
        services.AddSingleton<JobActivator>(static sp => new AspNetCoreJobActivator(sp.GetRequiredService<IServiceScopeFactory>()));
        services.AddSingleton<JobStorage>(_ => new MongoStorage(store.Client, store.Database.DatabaseNamespace.DatabaseName, new MongoStorageOptions
        {
            Prefix = "hangfire",
            CheckConnection = false,
            CheckQueuedJobsStrategy = CheckQueuedJobsStrategy.Poll,
            QueuePollInterval = settings.Tests.JobPoll,
            MigrationOptions = new() { MigrationStrategy = new MigrateMongoMigrationStrategy(), BackupStrategy = new NoneMongoBackupStrategy() },
        }));
        services.AddSingleton<IJobFilterProvider>(new JobFilterProviderCollection(
            new JobFilterCollection { new CaptureCultureAttribute(), UntilItIsDone(), new StatisticsHistoryAttribute(), new ContinuationsSupportAttribute() },
            new JobFilterAttributeFilterProvider()));
        services.AddHangfire(static hangfire => hangfire
            .SetDataCompatibilityLevel(CompatibilityLevel.Version_180)
            .UseSimpleAssemblyNameTypeSerializer()
            .UseRecommendedSerializerSettings());
        services.AddHangfireServer(static server =>
        {
            // Jobs wait for other servers more than they compute: mails are not to stand behind a few that wait.
            server.WorkerCount = Math.Max(4, Environment.ProcessorCount);
            server.SchedulePollingInterval = TimeSpan.FromSeconds(5);
        });
    }

    /// <summary>
    /// Tried again after seconds, then minutes, then each hour for a week, for a mail must outlast a mail server that is down over a weekend. Hangfire's own rule gives up
    /// after ten tries and would let the last wait for hours.
    /// </summary>
    private static AutomaticRetryAttribute UntilItIsDone() => new()
    {
        Attempts = 7 * 24,
        DelayInSecondsByAttemptFunc = static attempt => (int)Math.Min(5 * Math.Pow(2, attempt), TimeSpan.SecondsPerHour),
    };

    public static void UseJobsDashboard(this WebApplication app)
    {
        app.UseWhen(static http => http.Request.Path.StartsWithSegments(DashboardPath), static jobs => jobs.Use(static (http, next) =>
        {
            http.Response.Headers.ContentSecurityPolicy = DashboardPolicy;
            return next(http);
        }));
        app.MapHangfireDashboard(DashboardPath, new DashboardOptions { Authorization = [], AppPath = "/review/requests", DashboardTitle = "Plan API jobs" })
            .RequireAuthorization(SignInPolicies.Staff);
    }
}
