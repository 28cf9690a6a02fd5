using PlanApi.EmbeddedMongo.Query.Filters;
using PlanApi.EmbeddedMongo.Storage;

namespace PlanApi.EmbeddedMongo.Query.Planning;

/// <summary>Whether an index that leaves documents out (sparse, partial) has all the documents of a filter.</summary>
internal static class Implication
{
    public static bool Holds(IndexDefinition index, Conditions conditions)
    {
        if (index.Sparse && !index.Fields.Any(f => NeedsField(conditions, f.Path.Dotted))) return false;
        return index.Partial is null || Implies(conditions, index.Partial);
    }

    /// <summary>Some condition on the path fails for documents without the field.</summary>
    private static bool NeedsField(Conditions conditions, string path) =>
        conditions.On(path).Any(c => c.NeedsField)
        || conditions.Elements.Any(e => path == e.Path || e.Inner.Any(i => i.NeedsField && path == $"{e.Path}.{i.Path}"));

    private static bool Implies(Conditions conditions, Filter partial) => partial switch
    {
        OrFilter or => or.Branches.Any(b => Implies(conditions, b)),
        AndFilter and => and.Conjuncts().All(c => Implies(conditions, c)),
        PathFilter path => conditions.On(path.Path.Dotted).Any(c => Implies(c.Predicate, path.Predicate)) || path.Predicate is ExistsPredicate && NeedsField(conditions, path.Path.Dotted),
        _ => false
    };

    /// <summary>Whether a value that passes the first condition always passes the second.</summary>
    private static bool Implies(Predicate first, Predicate second)
    {
        switch (first)
        {
            case ComparePredicate { Comparison: Comparison.Equal } equal:
                return !equal.Operand.IsArray && !equal.Operand.View.IsNullish && second.Test(equal.Operand.View);
            case InPredicate { Expressions.Count: 0 } values:
                return values.Operands.All(o => !o.IsArray && !o.View.IsNullish && second.Test(o.View));
            case ComparePredicate range when second is ComparePredicate { Comparison: not Comparison.Equal } wider && Values.BsonOrder.Class(range.Operand.Type) == Values.BsonOrder.Class(wider.Operand.Type):
                return IsUpper(range) == IsUpper(wider) && !range.Operand.View.IsNullish && (wider.Test(range.Operand.View) || SameEdge(range, wider));
            default:
                return false;
        }
    }

    private static bool IsUpper(ComparePredicate range) => range.Comparison is Comparison.Less or Comparison.LessOrEqual;

    /// <summary>(x &lt; 5) implies (x &lt; 5), though 5 itself passes neither.</summary>
    private static bool SameEdge(ComparePredicate range, ComparePredicate wider) =>
        range.Comparison == wider.Comparison && Values.BsonOrder.Compare(range.Operand.View, wider.Operand.View) == 0;
}
