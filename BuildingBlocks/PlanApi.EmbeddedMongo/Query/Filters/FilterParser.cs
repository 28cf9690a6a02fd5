using MongoDB.Bson;
using PlanApi.EmbeddedMongo.Query.Expressions;
using PlanApi.EmbeddedMongo.Values;

namespace PlanApi.EmbeddedMongo.Query.Filters;

/// <summary>Reads filter documents. What it does not know is refused as MongoDB refuses it.</summary>
internal static class FilterParser
{
    private const int MaxDepth = 100;

    // A program excludes the same from query after query.
    private static readonly Known<NotFilter[]> Excluded = new();

    /// <summary>Parses a filter; a missing one matches everything. Without a scope, as in an index or an array filter, $expr is refused.</summary>
    public static Filter Parse(RawValue filter, Scope? scope = null)
    {
        if (filter.IsMissing) return Filter.Everything;
        if (!filter.IsDocument) throw CommandException.TypeMismatch("Expected field filter to be of type object");
        return Document(filter, 0, scope);
    }

    private static Filter Document(RawValue filter, int depth, Scope? scope)
    {
        if (depth > MaxDepth) throw CommandException.BadValue("exceeded maximum query tree depth of 100");
        var all = new List<Filter>();
        foreach (var (name, value) in filter.Elements())
        {
            if (name.StartsWith('$')) TopLevel(name, value, all, depth, scope);
            else Field(name, value, all, depth);
        }
        return all.Count == 1 ? all[0] : new AndFilter(all);
    }

    private static void TopLevel(string name, RawValue value, List<Filter> all, int depth, Scope? scope)
    {
        switch (name)
        {
            case "$and":
                all.AddRange(Branches(name, value, depth, scope));
                break;
            case "$or":
                all.Add(new OrFilter(Branches(name, value, depth, scope)));
                break;
            case "$nor":
                all.AddRange(depth == 0 ? Excluding(value, scope) : Nor(value, depth, scope));
                break;
            case "$comment":
                break;
            case "$alwaysTrue" or "$alwaysFalse":
                all.Add(new ConstantFilter(name == "$alwaysTrue"));
                break;
            case "$expr":
                if (scope is null) throw new CommandException(ErrorCode.QueryFeatureNotAllowed, "$expr is not allowed in this context");
                all.Add(new ExpressionFilter(scope.Parse(value.ToBsonValue()), scope));
                break;
            case "$where" or "$text" or "$jsonSchema" or "$sampleRate":
                throw CommandException.NotImplemented(name);
            default:
                throw CommandException.BadValue($"unknown top level operator: {name}. If you have a field name that starts with a '$' symbol, consider using $getField or $setField.");
        }
    }

    private static NotFilter[] Excluding(RawValue value, Scope? scope)
    {
        if (value.IsArray && Excluded.Find(value.Bytes.Span) is { } known) return known;
        var written = value.Bytes.ToArray();
        var parsed = Nor(new RawValue(value.Type, written), 0, scope);
        // An expression, which does not tell what it looks at, may depend on the command's variables and time.
        if (Array.TrueForAll(parsed, f => f.LooksOnlyAt(static _ => true))) Excluded.Add(written, parsed);
        return parsed;
    }

    private static NotFilter[] Nor(RawValue value, int depth, Scope? scope) => [.. Branches("$nor", value, depth, scope).Select(f => new NotFilter(f))];

    private static List<Filter> Branches(string name, RawValue value, int depth, Scope? scope)
    {
        if (!value.IsArray) throw CommandException.BadValue($"{name} must be an array");
        var branches = new List<Filter>();
        foreach (var branch in value.Values())
        {
            if (!branch.IsDocument) throw CommandException.BadValue($"{name} argument's entries must be objects");
            branches.Add(Document(branch, depth + 1, scope));
        }
        if (branches.Count == 0) throw CommandException.BadValue($"{name} argument must be a non-empty array");
        return branches;
    }

    private static void Field(string name, RawValue value, List<Filter> all, int depth)
    {
        var path = new FieldPath(name);
        if (IsOperators(value))
            OperatorParser.ForPath(path, value, all, depth);
        else if (value.Type == BsonType.RegularExpression)
            all.Add(new PathFilter(path, OperatorParser.Regex(value)));
        else
            all.Add(new PathFilter(path, OperatorParser.Equal(value)));
    }

    /// <summary>Whether a value is a document of operators and not a value to be equal to (a DBRef is the latter).</summary>
    public static bool IsOperators(RawValue value)
    {
        if (!value.IsDocument) return false;
        foreach (var (name, _) in value.Elements()) return name.StartsWith('$') && name is not ("$ref" or "$id" or "$db");
        return false;
    }

    /// <summary>The filter inside $elemMatch.</summary>
    public static Filter Nested(RawValue filter, int depth) => Document(filter, depth + 1, null);
}
