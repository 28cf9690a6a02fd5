namespace PlanApi.EmbeddedMongo.Query.Execution;

/// <summary>maxTimeMS: how long a command may take. A cursor takes what is left of it along to its later batches; the time between them is the client's and does not count.</summary>
/// <param name="clock">Measures the time.</param>
/// <param name="milliseconds">The time allowed, as large as an int at most; zero is no limit.</param>
internal sealed class Deadline(TimeProvider clock, long milliseconds)
{
    private long _left = milliseconds == 0 ? long.MaxValue : milliseconds * clock.TimestampFrequency / 1000;
    private long _since = clock.GetTimestamp();
    private bool _paused;
    private int _checks;

    public bool IsLimit => milliseconds != 0;

    /// <summary>Called for every document; looks at the clock now and then.</summary>
    /// <exception cref="CommandException">The time is over (50).</exception>
    public void Check()
    {
        if ((_checks++ & 63) == 0 && clock.GetTimestamp() - _since > _left) throw new CommandException(ErrorCode.MaxTimeMSExpired, "operation exceeded time limit");
    }

    public void Pause()
    {
        _left -= clock.GetTimestamp() - _since;
        _paused = true;
    }

    public void Resume()
    {
        if (!_paused) return;
        _since = clock.GetTimestamp();
        (_paused, _checks) = (false, 0);
    }
}
