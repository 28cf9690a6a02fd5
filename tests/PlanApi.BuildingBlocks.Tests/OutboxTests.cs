using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using MongoDB.Driver;
using PlanApi.BuildingBlocks.Outbox;
using PlanApi.BuildingBlocks.Store;
using PlanApi.TestKit;

namespace PlanApi.BuildingBlocks.Tests;

public sealed class OutboxTests(OutboxTests.Host host) : IClassFixture<OutboxTests.Host>
{
    private IMongoCollection<Parcel> Parcels => host.Services.GetRequiredService<IMongoDatabase>().GetCollection<Parcel>(Host.Collection);
    private DateTimeOffset Now => host.Clock.GetUtcNow();
    private string Id => field ??= NewId.At(Now);

    [Fact]
    public async Task Every_handler_gets_an_event_that_was_written_with_the_document()
    {
        await Parcels.InsertOneAsync(new Parcel(Id, "packed").Tell(Now, new ParcelSent(Id, FailFirst: false)));

        await Eventually.Holds(() => Task.FromResult(host.Seen(Id).Order().SequenceEqual(["First", "Second"])), "both handlers");
    }

    [Fact]
    public async Task An_update_tells_in_the_same_write_and_the_outbox_ends_empty()
    {
        await Parcels.InsertOneAsync(new Parcel(Id, "packed"));
        await Parcels.UpdateOneAsync(p => p.Id == Id, Builders<Parcel>.Update.Set(p => p.State, "sent").Tell(Now, new ParcelSent(Id, FailFirst: false)));

        await Eventually.Holds(async () => (await Stored()) is { State: "sent", Outbox.Count: 0, OutboxDue: null }, "an empty outbox");
        host.Seen(Id).Count().ShouldBe(2);
    }

    [Fact]
    public async Task A_handler_that_fails_is_tried_again_and_does_not_hold_up_the_other()
    {
        await Parcels.InsertOneAsync(new Parcel(Id, "packed").Tell(Now, new ParcelSent(Id, FailFirst: true)));

        await Eventually.Holds(() => Task.FromResult(host.Seen(Id).Contains("Second")), "the healthy handler");
        await Eventually.Holds(() => Task.FromResult(host.Seen(Id).Contains("First")), "the handler that failed once");
        host.Seen(Id).Count(h => h == "Second").ShouldBe(1);
    }

    [Fact]
    public async Task An_event_whose_host_died_in_the_middle_is_delivered_when_its_lease_has_run_out()
    {
        var leased = new Parcel(Id, "packed").Tell(Now, new ParcelSent(Id, FailFirst: false)) with { OutboxDue = Now.UtcDateTime.AddMinutes(10) };
        await Parcels.InsertOneAsync(leased);

        host.Clock.Advance(TimeSpan.FromMinutes(11));

        await Eventually.Holds(() => Task.FromResult(host.Seen(Id).Count() == 2), "both handlers");
    }

    private async Task<Parcel> Stored() => await Parcels.Find(p => p.Id == Id).SingleAsync();

    public sealed record Parcel(string Id, string State) : Aggregate;

    public sealed record ParcelSent(string ParcelId, bool FailFirst);

    public sealed class Host : PlanApiHost
    {
        public const string Collection = "test.parcels";
        private readonly Deliveries _deliveries = new();

        public IEnumerable<string> Seen(string parcel) => _deliveries.All.Where(d => d.Parcel == parcel).Select(d => d.Handler);

        protected override void ConfigureServices(IServiceCollection services) => services
            .AddSingleton(_deliveries)
            .AddOutbox(Collection)
            .AddHandler<ParcelSent, First>()
            .AddHandler<ParcelSent, Second>();
    }

    internal sealed class Deliveries
    {
        public ConcurrentQueue<(string Parcel, string Handler)> All { get; } = [];
        public ConcurrentDictionary<string, bool> Failed { get; } = [];
    }

    internal sealed class First(Deliveries deliveries) : IHandle<ParcelSent>
    {
        public Task Handle(ParcelSent happened, string eventId, CancellationToken ct)
        {
            if (happened.FailFirst && deliveries.Failed.TryAdd(eventId, true))
            {
                throw new InvalidOperationException("not yet");
            }

            deliveries.All.Enqueue((happened.ParcelId, nameof(First)));
            return Task.CompletedTask;
        }
    }

    internal sealed class Second(Deliveries deliveries) : IHandle<ParcelSent>
    {
        public Task Handle(ParcelSent happened, string eventId, CancellationToken ct)
        {
            deliveries.All.Enqueue((happened.ParcelId, nameof(Second)));
            return Task.CompletedTask;
        }
    }
}
