using System.Globalization;
using MongoDB.Bson;
using PlanApi.EmbeddedMongo.Storage;
using PlanApi.EmbeddedMongo.Values;

namespace PlanApi.EmbeddedMongo.Query.Filters;

/// <summary>Reads the operators that stand under a field: <c>{$gt: 1, $lt: 5}</c>.</summary>
internal static class OperatorParser
{
    public static Predicate Equal(RawValue value) => Compare("$eq", Comparison.Equal, value);

    /// <summary>Adds the conditions on a path.</summary>
    public static void ForPath(FieldPath path, RawValue operators, List<Filter> all, int depth)
    {
        foreach (var (name, value) in operators.Elements())
        {
            if (name == "$all") All(path, value, all, depth);
            else if (name == "$not") all.Add(new NotFilter(Not(path, value, depth)));
            else if (name == "$in" && value.IsArray && value.IsEmpty) all.Add(new ConstantFilter(false));
            else if (Single(name, value, operators, depth) is var (predicate, negated))
                all.Add(negated ? new NotFilter(new PathFilter(path, predicate)) : new PathFilter(path, predicate));
        }
    }

    private static Filter Not(FieldPath path, RawValue value, int depth)
    {
        if (value.Type == BsonType.RegularExpression) return new PathFilter(path, Regex(value));
        if (!value.IsDocument) throw CommandException.BadValue("$not needs a regex or a document");
        if (value.IsEmpty) throw CommandException.BadValue("$not cannot be empty");
        if (!FilterParser.IsOperators(value)) throw CommandException.BadValue($"unknown operator: {value.Elements().First().Name}");
        var inner = new List<Filter>();
        ForPath(path, value, inner, depth + 1);
        return new AndFilter(inner);
    }

    private static void All(FieldPath path, RawValue value, List<Filter> all, int depth)
    {
        if (!value.IsArray) throw CommandException.BadValue("$all needs an array");
        var items = value.Values().ToList();
        if (items.Count == 0) all.Add(new ConstantFilter(false));
        foreach (var item in items)
        {
            if (FilterParser.IsOperators(items[0]) != FilterParser.IsOperators(item)) throw CommandException.BadValue("$all/$elemMatch has to be consistent");
            if (FilterParser.IsOperators(item))
            {
                var (name, operand) = item.Elements().First();
                if (name != "$elemMatch") throw CommandException.BadValue("no $ expressions in $all");
                all.Add(new PathFilter(path, ElementMatch(operand, depth)));
            }
            else all.Add(new PathFilter(path, item.Type == BsonType.RegularExpression ? Regex(item) : Equal(item)));
        }
    }

    /// <summary>The predicates of an operator document, all on one value: inside $elemMatch and $pull.</summary>
    public static List<Predicate> OnOneValue(RawValue operators, int depth)
    {
        var all = new List<Predicate>();
        foreach (var (name, value) in operators.Elements())
        {
            if (name == "$not")
                all.Add(new NotPredicate(value.Type == BsonType.RegularExpression ? Regex(value) : new AllPredicate(OnOneValue(value, depth + 1))));
            else if (name == "$all")
                all.AddRange(EachOnOneValue(value, depth));
            else if (Single(name, value, operators, depth) is var (predicate, negated))
                all.Add(negated ? new NotPredicate(predicate) : predicate);
        }
        return all;
    }

    /// <summary>$all of one value: it equals, or passes, each of them.</summary>
    private static IEnumerable<Predicate> EachOnOneValue(RawValue value, int depth)
    {
        var conditions = new List<Filter>();
        All(new FieldPath(""), value, conditions, depth);
        return conditions.Select(c => c is PathFilter path ? path.Predicate : new NotPredicate(new ExistsPredicate()));
    }

    private static (Predicate Predicate, bool Negated)? Single(string name, RawValue value, RawValue operators, int depth)
    {
        switch (name)
        {
            case "$eq": return (Compare(name, Comparison.Equal, value), false);
            case "$ne": return (value.Type == BsonType.RegularExpression ? throw CommandException.BadValue("Can't have regex as arg to $ne.") : Compare(name, Comparison.Equal, value), true);
            case "$lt": return (Compare(name, Comparison.Less, value), false);
            case "$lte": return (Compare(name, Comparison.LessOrEqual, value), false);
            case "$gt": return (Compare(name, Comparison.Greater, value), false);
            case "$gte": return (Compare(name, Comparison.GreaterOrEqual, value), false);
            case "$in": return (In(name, value), false);
            case "$nin": return (In(name, value), true);
            case "$exists": return (new ExistsPredicate(), !Truth(value));
            case "$type": return (new TypePredicate(TypeNames.Parse(value)), false);
            case "$size": return (new SizePredicate(Size(value)), false);
            case "$mod": return (Mod(value), false);
            case "$regex": return (Regex(value, operators["$options"]), false);
            case "$options": return operators["$regex"].IsMissing ? throw CommandException.BadValue("$options needs a $regex") : null;
            case "$elemMatch": return (ElementMatch(value, depth), false);
            case "$bitsAllSet" or "$bitsAllClear" or "$bitsAnySet" or "$bitsAnyClear" or "$near" or "$nearSphere" or "$geoWithin" or "$geoIntersects":
                throw CommandException.NotImplemented(name);
            default: throw CommandException.BadValue($"unknown operator: {name}");
        }
    }

    private static ComparePredicate Compare(string name, Comparison comparison, RawValue value)
    {
        if (value.Type == BsonType.Undefined) throw CommandException.BadValue("cannot compare to undefined");
        if (value.Type == BsonType.RegularExpression && comparison != Comparison.Equal) throw CommandException.BadValue($"Can't have RegEx as arg to predicate over field with {name}.");
        return new ComparePredicate(comparison, value);
    }

    private static InPredicate In(string name, RawValue value)
    {
        if (!value.IsArray) throw CommandException.BadValue($"{name} needs an array");
        var operands = new List<RawValue>();
        var expressions = new List<RegexPredicate>();
        foreach (var element in value.Elements())
        {
            var item = element.Value;
            if (FilterParser.IsOperators(item)) throw CommandException.BadValue($"cannot nest $ under {name}");
            if (item.Type == BsonType.RegularExpression) expressions.Add(Regex(item));
            else operands.Add(item);
        }
        return new InPredicate(operands, expressions);
    }

    public static Predicate ElementMatch(RawValue value, int depth)
    {
        if (!value.IsDocument) throw CommandException.BadValue("$elemMatch needs an Object");
        if (!value["$expr"].IsMissing) throw CommandException.BadValue("$expr can only be applied to the top-level document");
        if (FilterParser.IsOperators(value) && value.Elements().First().Name is not ("$and" or "$or" or "$nor" or "$comment" or "$where"))
            return new ElementPredicate(OnOneValue(value, depth + 1));
        return new ElementFilterPredicate(FilterParser.Nested(value, depth));
    }

    public static RegexPredicate Regex(RawValue value, RawValue options = default)
    {
        if (!options.IsMissing && !options.IsString) throw CommandException.BadValue("$options has to be a string");
        if (value.IsString) return new RegexPredicate(value.Text, options.IsMissing ? "" : options.Text);
        if (value.Type != BsonType.RegularExpression) throw CommandException.BadValue("$regex has to be a string");
        var regex = value.ToBsonValue().AsBsonRegularExpression;
        if (!options.IsMissing && regex.Options.Length > 0) throw new CommandException(ErrorCode.Location51074, "options set in both $regex and $options");
        return new RegexPredicate(regex.Pattern, options.IsMissing ? regex.Options : options.Text);
    }

    private static bool Truth(RawValue value) => value.Type switch
    {
        BsonType.Boolean => value.View.Boolean,
        BsonType.Null or BsonType.Undefined => false,
        _ => !value.IsNumber || value.View.ToDouble() != 0
    };

    private static int Size(RawValue value)
    {
        if (!value.IsNumber) throw CommandException.FailedToParse($"Failed to parse $size. Expected a number in: $size: {ShellJson.Of(value.ToBsonValue())}");
        var size = value.View.ToDouble();
        if (size < 0) throw CommandException.FailedToParse($"Failed to parse $size. Expected a non-negative number in: $size: {size.ToString(CultureInfo.InvariantCulture)}");
        if (size != Math.Floor(size) || size > int.MaxValue) throw CommandException.FailedToParse("Failed to parse $size. Expected an integer");
        return (int)size;
    }

    private static ModPredicate Mod(RawValue value)
    {
        if (!value.IsArray) throw CommandException.BadValue("malformed mod, needs to be an array");
        var parts = value.Values().ToList();
        if (parts.Count != 2) throw CommandException.BadValue(parts.Count < 2 ? "malformed mod, not enough elements" : "malformed mod, too many elements");
        if (!parts[0].IsNumber) throw CommandException.BadValue("malformed mod, divisor not a number");
        if (!parts[1].IsNumber) throw CommandException.BadValue("malformed mod, remainder not a number");
        if (!parts.TrueForAll(p => Math.Abs(p.View.ToDouble()) < long.MaxValue)) throw CommandException.BadValue("malformed mod, divisor or remainder value is invalid :: caused by :: Unable to coerce NaN/Inf to integral type");
        var divisor = (long)parts[0].View.ToDouble();
        return divisor == 0 ? throw CommandException.BadValue("divisor cannot be 0") : new ModPredicate(divisor, (long)parts[1].View.ToDouble());
    }
}
