using PlanApi.EmbeddedMongo.Query.Filters;

namespace PlanApi.EmbeddedMongo.Query.Planning;

/// <summary>One condition on a path, with its bounds.</summary>
internal sealed class Condition(PathFilter filter)
{
    private Bounds? _bounds;
    private bool _built;

    public string Path => filter.Path.Dotted;
    public PathFilter Filter => filter;
    public Predicate Predicate => filter.Predicate;

    public Bounds? Bounds
    {
        get
        {
            if (!_built) (_bounds, _built) = (BoundsBuilder.Of(filter.Predicate), true);
            return _bounds;
        }
    }

    /// <summary>No document that lacks the field can pass.</summary>
    public bool NeedsField => !Predicate.AcceptsMissing;
}

/// <summary>An $elemMatch on an array of documents, with the conditions on each element.</summary>
internal sealed record ElementCondition(string Path, int Depth, IReadOnlyList<Condition> Inner);

/// <summary>The conditions of a filter that can lead to index bounds: all of them must hold.</summary>
internal sealed class Conditions
{
    public Conditions(IReadOnlyList<Filter> conjuncts)
    {
        Conjuncts = conjuncts;
        All = [.. conjuncts.OfType<PathFilter>().Select(p => new Condition(p))];
    }

    public IReadOnlyList<Filter> Conjuncts { get; }
    public IReadOnlyList<Condition> All { get; }
    public IReadOnlyList<ElementCondition> Elements => field ??= [.. Conjuncts.OfType<PathFilter>().Where(p => p.Predicate is ElementFilterPredicate).Select(Element)];

    public IEnumerable<Condition> On(string path) => All.Where(c => c.Path == path);

    private static ElementCondition Element(PathFilter filter)
    {
        var inner = ((ElementFilterPredicate)filter.Predicate).Filter.Conjuncts().OfType<PathFilter>();
        return new ElementCondition(filter.Path.Dotted, filter.Path.Length, [.. inner.Select(i => new Condition(i))]);
    }
}
