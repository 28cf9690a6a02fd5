using System.Numerics;
using PlanApi.EmbeddedMongo.Query.Execution;
using PlanApi.EmbeddedMongo.Storage;
using PlanApi.EmbeddedMongo.Values;

namespace PlanApi.EmbeddedMongo.Query.Planning;

/// <summary>
/// One way of using one index: the bounds taken for its leading fields, joined into key ranges. Fields whose path met an array
/// take bounds from one condition only, or all from the same $elemMatch, because different elements may pass different conditions.
/// </summary>
internal sealed class IndexCandidate
{
    private const int MaxRanges = 4000;

    private readonly IndexDefinition _index;
    private readonly Conditions _conditions;
    private readonly ElementCondition? _element;
    private readonly int _choice;
    private readonly List<Bounds> _bounds = [];
    private readonly List<Condition> _bounding = [], _used = [];
    private HashSet<string>? _rootsTaken;
    private string? _elementRoot;
    private bool _cut;

    /// <param name="index">The index.</param>
    /// <param name="conditions">What the filter asks.</param>
    /// <param name="element">The $elemMatch whose conditions bound the fields of its array.</param>
    /// <param name="choice">Which of several conditions on one array path bounds it.</param>
    public IndexCandidate(IndexDefinition index, Conditions conditions, ElementCondition? element, int choice)
    {
        (_index, _conditions, _element, _choice) = (index, conditions, element, choice);
        for (var field = 0; field < index.Fields.Length; field++)
        {
            if (BoundsOf(field) is not { } bounds) break;
            _bounds.Add(bounds);
            if (!bounds.AllPoints) break;
        }
        Ranges = JoinRanges();
    }

    public IndexDefinition Index => _index;
    public List<KeyRange> Ranges { get; }
    public int BoundFields => _bounds.Count;
    public bool IsPoint => _bounds.Count == _index.Fields.Length && _bounds.TrueForAll(b => b.AllPoints && b.Intervals.Count == 1);

    /// <summary>Every condition of the filter is said by the ranges.</summary>
    private bool Covers => !_cut && _element is null && _used.Count == _conditions.Conjuncts.Count && _used.TrueForAll(c => c.Bounds!.Exact);

    /// <summary>A document may have several keys in the ranges: it has only one where each array is bound to one value.</summary>
    private bool MayRepeat
    {
        get
        {
            for (var i = 0; i < _index.Fields.Length; i++)
                if (_index.Arrays(i) != 0 && !IsSinglePoint(i)) return true;
            return false;
        }
    }

    /// <summary>Every condition of the filter is said by the ranges, and no document has two keys in them.</summary>
    public bool Exact => Covers && !MayRepeat;

    /// <summary>Whether it is bound by a condition that another is not.</summary>
    public bool Says(IndexCandidate other) => _bounding.Exists(c => !other._bounding.Contains(c));

    private Bounds? BoundsOf(int field)
    {
        var path = _index.Fields[field].Path;
        var arrays = _index.Arrays(field);
        var isInElement = _element is not null && path.IsAtOrUnder(_element.Path) && path.Length > _element.Depth;
        var inner = isInElement ? _element!.Inner.Where(c => c.Path == path.Dotted[(_element.Path.Length + 1)..]) : [];
        // No array met yet: no document passes an $elemMatch there, and its bounds say no less than the filter.
        if (arrays == 0) return Together(isInElement ? _conditions.On(path.Dotted).Concat(inner) : _conditions.On(path.Dotted));
        var root = Root(path, BitOperations.TrailingZeroCount((uint)arrays));
        if (isInElement)
        {
            if (_elementRoot is null && Takes(root)) _elementRoot = root;
            if (_elementRoot != root) return null;
            var deeper = arrays >> _element!.Depth;
            return deeper == 0 ? Together(inner) : One(inner, Root(path, BitOperations.TrailingZeroCount((uint)deeper) + _element.Depth));
        }
        return One(_conditions.On(path.Dotted), root);
    }

    /// <summary>The path up to and with the part that is an array.</summary>
    private static string Root(FieldPath path, int part) => string.Join('.', path.Dotted.Split('.').Take(part + 1));

    private bool Takes(string root) => (_rootsTaken ??= []).Add(root);

    /// <summary>The bounds of one condition, if nothing has taken this array yet.</summary>
    private Bounds? One(IEnumerable<Condition> on, string root)
    {
        var conditions = on.Where(c => c.Bounds is not null).OrderBy(c => c.Bounds!.AllPoints ? 0 : 1).ToList();
        if (conditions.Count == 0 || !Takes(root)) return null;
        var one = conditions[_choice % conditions.Count];
        // A position in a path may be an array's or a field's name, which the key does not tell apart.
        _bounding.Add(one);
        if (!one.Filter.Path.HasPosition) _used.Add(one);
        return one.Bounds;
    }

    private Bounds? Together(IEnumerable<Condition> conditions)
    {
        Bounds? together = null;
        foreach (var condition in conditions)
        {
            if (condition.Bounds is not { } bounds) continue;
            _bounding.Add(condition);
            _used.Add(condition);
            together = together is null ? bounds : together.Intersect(bounds);
        }
        return together;
    }

    private List<KeyRange> JoinRanges()
    {
        if (_bounds.Count == 0) return [KeyRange.All];
        if (_bounds.Count == 1) return Intervals(0).ConvertAll(i => new KeyRange(i.Low, i.High));
        var prefixes = new List<byte[]> { Array.Empty<byte>() };
        for (var field = 0; field < _bounds.Count; field++)
        {
            var intervals = Intervals(field);
            var isLast = field == _bounds.Count - 1;
            if (!isLast && prefixes.Count * _bounds[field + 1].Intervals.Count * intervals.Count > MaxRanges)
            {
                // Too many to go on: the later conditions are left to the filter.
                _bounds.RemoveRange(field + 1, _bounds.Count - field - 1);
                _cut = isLast = true;
            }
            if (isLast) return Joined(prefixes, intervals, (p, i) => new KeyRange([.. p, .. i.Low], [.. p, .. i.High]));
            prefixes = Joined(prefixes, intervals, (p, i) => (byte[])[.. p, .. i.Low]);
        }
        return [];
    }

    private static List<T> Joined<T>(List<byte[]> prefixes, List<Interval> intervals, Func<byte[], Interval, T> join)
    {
        var joined = new List<T>(prefixes.Count * intervals.Count);
        foreach (var prefix in prefixes)
            foreach (var interval in intervals)
                joined.Add(join(prefix, interval));
        return joined;
    }

    private List<Interval> Intervals(int field)
    {
        var intervals = _bounds[field].Intervals;
        if (!_index.Fields[field].Descending) return intervals;
        var inverted = intervals.ConvertAll(i => i.Inverted());
        inverted.Reverse();
        return inverted;
    }

    /// <summary>Whether reading the ranges gives the order asked for: null when not, else whether to read backwards.</summary>
    public bool? Reads(SortOrder sort)
    {
        bool? backwards = null;
        var field = 0;
        foreach (var wanted in sort.Fields)
        {
            if (IsConstant(wanted)) continue;
            while (field < _index.Fields.Length && _index.Fields[field].Path.Dotted != wanted.Path.Dotted && IsSinglePoint(field)) field++;
            if (field == _index.Fields.Length || _index.Fields[field].Path.Dotted != wanted.Path.Dotted || _index.Arrays(field) != 0) return null;
            var opposite = _index.Fields[field].Descending != wanted.Descending;
            if (backwards is not null && backwards != opposite) return null;
            backwards = opposite;
            field++;
        }
        return backwards ?? false;
    }

    private bool IsSinglePoint(int field) => field < _bounds.Count && _bounds[field].AllPoints && _bounds[field].Intervals.Count == 1;

    /// <summary>All matching documents have one value there.</summary>
    private bool IsConstant(IndexField wanted)
    {
        for (var field = 0; field < _bounds.Count; field++)
            if (_index.Fields[field].Path.Dotted == wanted.Path.Dotted) return IsSinglePoint(field) && _index.Arrays(field) == 0;
        return false;
    }

    /// <summary>
    /// Whether this candidate is at least as good as another without a look into the indexes: it has the same bounds on the same
    /// leading fields, or these and more, and gives the order if the other does. Of two alike the earlier stays.
    /// </summary>
    public bool Replaces(IndexCandidate other, SortOrder? sort, bool earlier)
    {
        if (BoundFields < other.BoundFields || BoundFields == other.BoundFields && !earlier && (sort is null || Reads(sort) is null || other.Reads(sort) is not null)) return false;
        for (var i = 0; i < other.BoundFields; i++)
            if (_index.Fields[i].Path.Dotted != other._index.Fields[i].Path.Dotted || _index.Fields[i].Descending != other._index.Fields[i].Descending || !_bounds[i].SameAs(other._bounds[i])) return false;
        // A range over array elements may have more keys than there are documents.
        for (var i = other.BoundFields; i < BoundFields; i++)
            if (_index.Arrays(i) != 0 && !IsSinglePoint(i)) return false;
        return sort is null || other.Reads(sort) is null || Reads(sort) is not null;
    }

    public IndexAccess Access(Collection collection, SortOrder? sort)
    {
        var backwards = sort is null ? null : Reads(sort);
        return new IndexAccess(collection, _index, Ranges)
        {
            Sorted = sort is null || backwards is not null,
            Reverse = backwards == true,
            MayRepeat = MayRepeat,
            Covers = Covers,
            Bounds = _bounds
        };
    }
}
