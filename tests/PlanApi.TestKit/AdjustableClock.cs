namespace PlanApi.TestKit;

/// <summary>Real time plus an offset that tests advance: tokens expire and links run out without waiting.</summary>
public sealed class AdjustableClock : TimeProvider
{
    private long _offset;

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + TimeSpan.FromTicks(Interlocked.Read(ref _offset));

    public void Advance(TimeSpan by) => Interlocked.Add(ref _offset, by.Ticks);
}
