using System.Diagnostics;

namespace PlanApi.EmbeddedMongo.Query.Execution;

/// <summary>maxTimeMS: how long a command may look at documents. It holds for the first batch; a cursor's later ones are asked for anew.</summary>
internal sealed class Deadline(long milliseconds)
{
    private long _at = Stopwatch.GetTimestamp() + milliseconds * (Stopwatch.Frequency / 1000);
    private int _checks;

    /// <summary>Called for every document; looks at the clock now and then.</summary>
    public void Check()
    {
        if ((_checks++ & 63) == 0 && Stopwatch.GetTimestamp() > _at) throw new CommandException(ErrorCode.MaxTimeMSExpired, "operation exceeded time limit");
    }

    public void Lift() => _at = long.MaxValue;
}
