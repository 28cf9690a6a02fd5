using PlanApi.EmbeddedMongo.Values;

namespace PlanApi.EmbeddedMongo.Query.Planning;

/// <summary>A half-open interval of one field's encoded values. A point is all keys of one value.</summary>
internal readonly record struct Interval(byte[] Low, byte[] High, bool IsPoint)
{
    public static Interval Point(byte[] encoded) => new(encoded, KeyEncoder.After(encoded), true);

    /// <summary>The same interval of a descending field: complemented values, in reverse.</summary>
    public Interval Inverted() => new(KeyEncoder.After(KeyEncoder.Complement(High)), KeyEncoder.After(KeyEncoder.Complement(Low)), IsPoint);
}

/// <summary>
/// Which values of a field a condition can match, as sorted intervals. Exact when the condition holds for just those values
/// (of a field that holds no array), so that it need not be tested again.
/// </summary>
internal sealed class Bounds
{
    /// <param name="intervals">In any order; not to be changed afterwards.</param>
    /// <param name="exact">Whether the condition holds for just these values.</param>
    public Bounds(List<Interval> intervals, bool exact)
    {
        Intervals = AreApart(intervals) ? intervals : Merge([.. intervals.OrderBy(i => i.Low, Storage.KeyOrder.Instance)]);
        Exact = exact;
        AllPoints = Intervals.TrueForAll(i => i.IsPoint);
    }

    public List<Interval> Intervals { get; }
    public bool Exact { get; }
    public bool AllPoints { get; }

    // Values that were read from an index come in its order, each once.
    private static bool AreApart(List<Interval> intervals)
    {
        for (var i = 1; i < intervals.Count; i++)
            if (Order(intervals[i - 1].High, intervals[i].Low) > 0) return false;
        return true;
    }

    private static List<Interval> Merge(List<Interval> sorted)
    {
        var merged = new List<Interval>(sorted.Count);
        foreach (var next in sorted)
        {
            if (merged.Count > 0 && Order(next.Low, merged[^1].High) < 0)
            {
                var last = merged[^1];
                var longer = Order(next.High, last.High) > 0;
                merged[^1] = new Interval(last.Low, longer ? next.High : last.High, last.IsPoint && !longer);
            }
            else merged.Add(next);
        }
        return merged;
    }

    public Bounds Intersect(Bounds other)
    {
        var both = new List<Interval>();
        foreach (var a in Intervals)
            foreach (var b in other.Intervals)
            {
                var low = Order(a.Low, b.Low) >= 0 ? a.Low : b.Low;
                var high = Order(a.High, b.High) <= 0 ? a.High : b.High;
                if (Order(low, high) < 0) both.Add(new Interval(low, high, a.IsPoint || b.IsPoint));
            }
        return new Bounds(both, Exact && other.Exact);
    }

    public bool SameAs(Bounds other) =>
        Intervals.Count == other.Intervals.Count && Intervals.Zip(other.Intervals).All(p => Order(p.First.Low, p.Second.Low) == 0 && Order(p.First.High, p.Second.High) == 0);

    private static int Order(byte[] a, byte[] b) => a.AsSpan().SequenceCompareTo(b);
}
