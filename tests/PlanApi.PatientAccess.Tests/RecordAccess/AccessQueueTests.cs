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
            await queue.Add(Call(), default);
        }

        await queue.StopAsync(default);

        (await Calls()).ShouldBe(2500);
    }

    [Fact]
    public async Task A_full_queue_holds_the_next_reader_back_until_there_is_room()
    {
        using var queue = new AccessQueue(Db, NullLogger<AccessQueue>.Instance);
        ValueTask adding;
        var added = 0;
        do
        {
            adding = queue.Add(Call(), default);
            added++;
        }
        while (adding.IsCompleted && added < 100_000);

        adding.IsCompleted.ShouldBeFalse();
        await queue.StartAsync(default);
        await adding;
        await queue.StopAsync(default);
        (await Calls()).ShouldBe(added);
    }

    [Fact]
    public async Task Calls_of_one_batch_are_an_entry_for_each_grant()
    {
        using var queue = new AccessQueue(Db, NullLogger<AccessQueue>.Instance);
        foreach (var grant in new[] { "grant", "other", "grant" })
        {
            await queue.Add(Call(grant), default);
        }

        await queue.StartAsync(default);
        await queue.StopAsync(default);

        (await Entries()).Select(e => (e.GrantId, e.Calls.Count)).ShouldBe([("grant", 2), ("other", 1)], ignoreOrder: true);
    }

    private async Task<int> Calls() => (await Entries()).Sum(e => e.Calls.Count);

    private Task<List<AccessEntry>> Entries() => Db.AuditEvents.Find(e => e.AccountId == _account).ToListAsync();

    private Accessed Call(string grant = "grant") =>
        new(host.Grant("patient", null) with { AccountId = _account, GrantId = grant }, false, new(host.Clock.GetUtcNow(), "Coverage", "search-type", 200, 1));
}
