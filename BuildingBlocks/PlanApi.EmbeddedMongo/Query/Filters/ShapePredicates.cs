using MongoDB.Bson;
using PlanApi.EmbeddedMongo.Values;

namespace PlanApi.EmbeddedMongo.Query.Filters;

/// <summary>$exists: true. ($exists: false is its negation.)</summary>
internal sealed class ExistsPredicate : Predicate
{
    public override bool LooksIntoArrays => false;

    public override bool Test(BsonView value, MatchedPosition? positions = null) => !value.IsMissing;
}

/// <summary>$type: one of these types.</summary>
internal sealed class TypePredicate(IReadOnlyCollection<BsonType> types) : Predicate
{
    public override bool Test(BsonView value, MatchedPosition? positions = null) => types.Contains(value.Type) && !value.IsMissing;
}

/// <summary>$size: an array of so many elements.</summary>
internal sealed class SizePredicate(int size) : Predicate
{
    public override bool LooksIntoArrays => false;

    public override bool Test(BsonView value, MatchedPosition? positions = null)
    {
        if (!value.IsArray) return false;
        var count = 0;
        foreach (var _ in value.Elements) count++;
        return count == size;
    }
}

/// <summary>$mod: the number, cut to an integer, leaves that remainder.</summary>
internal sealed class ModPredicate(long divisor, long remainder) : Predicate
{
    public override bool Test(BsonView value, MatchedPosition? positions = null)
    {
        if (!value.IsNumber) return false;
        if (value.Type is BsonType.Int32) return value.Int32 % divisor == remainder;
        if (value.Type is BsonType.Int64) return divisor == -1 ? remainder == 0 : value.Int64 % divisor == remainder;
        var number = value.ToDouble();
        return double.IsFinite(number) && Math.Abs(number) < long.MaxValue && (long)number % divisor == remainder;
    }
}

/// <summary>$elemMatch with a filter: an element that is a document (or array) matches it.</summary>
internal sealed class ElementFilterPredicate(Filter filter) : Predicate
{
    public Filter Filter => filter;

    public override bool LooksIntoArrays => false;

    public override bool Test(BsonView value, MatchedPosition? positions = null)
    {
        if (!value.IsArray) return false;
        var index = 0;
        foreach (var element in value.Elements)
        {
            if ((element.Value.IsDocument || element.Value.IsArray) && filter.Matches(element.Value.Bytes))
            {
                if (positions is not null) positions.Index = index;
                return true;
            }
            index++;
        }
        return false;
    }
}

/// <summary>$elemMatch with operators: one element passes all of them.</summary>
internal sealed class ElementPredicate(IReadOnlyList<Predicate> all) : Predicate
{
    public IReadOnlyList<Predicate> All => all;

    public override bool LooksIntoArrays => false;

    public override bool Test(BsonView value, MatchedPosition? positions = null)
    {
        if (!value.IsArray) return false;
        var index = 0;
        foreach (var element in value.Elements)
        {
            if (Passes(element.Value))
            {
                if (positions is not null) positions.Index = index;
                return true;
            }
            index++;
        }
        return false;
    }

    private bool Passes(BsonView element)
    {
        foreach (var predicate in all)
            if (!predicate.Test(element)) return false;
        return true;
    }
}

/// <summary>All of them, of one value: what $not and $elemMatch hold in one piece.</summary>
internal sealed class AllPredicate(IReadOnlyList<Predicate> all) : Predicate
{
    public override bool LooksIntoArrays => false;

    public override bool Test(BsonView value, MatchedPosition? positions = null)
    {
        foreach (var predicate in all)
            if (!predicate.Test(value)) return false;
        return true;
    }
}

/// <summary>Negation of a condition on one value, inside $elemMatch.</summary>
internal sealed class NotPredicate(Predicate inner) : Predicate
{
    public override bool LooksIntoArrays => false;
    public override bool AcceptsMissing => true;

    public override bool Test(BsonView value, MatchedPosition? positions = null) => !inner.Test(value);
}
