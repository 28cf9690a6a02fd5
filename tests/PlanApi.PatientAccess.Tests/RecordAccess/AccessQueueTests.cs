using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using MongoDB.Driver;
using PlanApi.BuildingBlocks.Store;
using PlanApi.PatientAccess.Data;
using PlanApi.PatientAccess.RecordAccess;

namespace PlanApi.PatientAccess.Tests.RecordAccess;

public sealed class AccessQueueTests(RecordsHost host)
{
    private readonly string _account = NewId.From(TimeProvider.System);

    private PatientAccessDb Db => host.Services.GetRequiredService<PatientAccessDb>();

    [Fact]
    public async Task A_stop_writes_what_is_still_queued()
    {
        using var queue = new AccessQueue(Db, NullLogger<AccessQueue>.Instance);
        await queue.StartAsync(default);
        for (var i = 0; i < 2500; i++)
        {
            await queue.Add(Entry(), default);
        }

        await queue.StopAsync(default);

        (await Db.AuditEvents.CountDocumentsAsync(e => e.AccountId == _account)).ShouldBe(2500);
    }

    [Fact]
    public async Task A_full_queue_holds_the_next_reader_back_until_there_is_room()
    {
        using var queue = new AccessQueue(Db, NullLogger<AccessQueue>.Instance);
        ValueTask adding;
        var added = 0;
        do
        {
            adding = queue.Add(Entry(), default);
            added++;
        }
        while (adding.IsCompleted && added < 100_000);

        adding.IsCompleted.ShouldBeFalse();
        await queue.StartAsync(default);
        await adding;
        await queue.StopAsync(default);
        (await Db.AuditEvents.CountDocumentsAsync(e => e.AccountId == _account)).ShouldBe(added);
    }

    private AccessEntry Entry()
    {
        var now = host.Clock.GetUtcNow();
        return new(NewId.At(now), now, false, "client", _account, null, "patient", "grant", "Coverage", "search-type", 200, 1);
    }
}
