using MongoDB.Bson;

namespace PlanApi.EmbeddedMongo.Query.Expressions;

/// <summary>Operators whose arguments are named, or not all evaluated: $cond, $switch, $let, $map, $filter, $reduce, $and, $or, $literal, $ifNull.</summary>
internal static class SpecialForms
{
    public static Expression? Parse(string name, BsonValue argument, IReadOnlySet<string> variables) => name switch
    {
        "$literal" or "$const" => new ConstantExpression(argument),
        "$cond" => Cond(argument, variables),
        "$switch" => Switch(Named(name, argument), variables),
        "$and" or "$or" => Junction(List(argument, variables), all: name == "$and"),
        "$ifNull" => IfNull(List(argument, variables)),
        "$let" => Let(Named(name, argument), variables),
        "$map" => Each(Named(name, argument), variables, "in", filter: false),
        "$filter" => Each(Named(name, argument), variables, "cond", filter: true),
        "$reduce" => Reduce(Named(name, argument), variables),
        _ => null
    };

    /// <summary>Truth as expressions see it: false, null, missing and zero are false.</summary>
    public static bool IsTrue(BsonValue? value) => value switch
    {
        null or BsonNull or BsonUndefined => false,
        BsonBoolean b => b.Value,
        _ => !value.IsNumeric || value.ToDouble() != 0
    };

    public static bool IsNullish(BsonValue? value) => value is null or BsonNull or BsonUndefined;

    private static BsonDocument Named(string name, BsonValue argument) =>
        argument as BsonDocument ?? throw CommandException.FailedToParse($"{name} only supports an object as its argument");

    private static List<Expression> List(BsonValue argument, IReadOnlySet<string> variables) =>
        argument is BsonArray array ? [.. array.Select(a => ExpressionParser.Parse(a, variables))] : [ExpressionParser.Parse(argument, variables)];

    private static Expression Required(BsonDocument argument, string field, IReadOnlySet<string> variables) =>
        ExpressionParser.Parse(argument.TryGetValue(field, out var value) ? value : throw CommandException.FailedToParse($"Missing '{field}' parameter"), variables);

    private static SpecialExpression Cond(BsonValue argument, IReadOnlySet<string> variables)
    {
        var parts = argument is BsonDocument named
            ? [Required(named, "if", variables), Required(named, "then", variables), Required(named, "else", variables)]
            : List(argument, variables);
        if (parts.Count != 3) throw new CommandException(ErrorCode.Location16020, $"Expression $cond takes exactly 3 arguments. {parts.Count} were passed in.");
        return new SpecialExpression(v => IsTrue(parts[0].Evaluate(v)) ? parts[1].Evaluate(v) : parts[2].Evaluate(v));
    }

    private static SpecialExpression Switch(BsonDocument argument, IReadOnlySet<string> variables)
    {
        var branches = (argument.GetValue("branches", null) as BsonArray ?? throw CommandException.FailedToParse("$switch requires at least one branch"))
            .Select(b => (Case: Required(b.AsBsonDocument, "case", variables), Then: Required(b.AsBsonDocument, "then", variables))).ToList();
        var otherwise = argument.TryGetValue("default", out var fallback) ? ExpressionParser.Parse(fallback, variables) : null;
        return new SpecialExpression(v =>
        {
            foreach (var (condition, then) in branches)
                if (IsTrue(condition.Evaluate(v))) return then.Evaluate(v);
            return otherwise is null ? throw new CommandException(ErrorCode.Location40066, "$switch could not find a matching branch for an input, and no default was specified.") : otherwise.Evaluate(v);
        });
    }

    private static SpecialExpression Junction(List<Expression> parts, bool all) =>
        new(v => (all ? parts.TrueForAll(p => IsTrue(p.Evaluate(v))) : parts.Exists(p => IsTrue(p.Evaluate(v)))) ? BsonBoolean.True : BsonBoolean.False);

    private static SpecialExpression IfNull(List<Expression> parts) => new(v =>
    {
        foreach (var part in parts[..^1])
            if (part.Evaluate(v) is var value && !IsNullish(value)) return value;
        return parts[^1].Evaluate(v);
    });

    private static SpecialExpression Let(BsonDocument argument, IReadOnlySet<string> variables)
    {
        var definitions = Required<BsonDocument>(argument, "vars").Select(e => (e.Name, Value: ExpressionParser.Parse(e.Value, variables))).ToList();
        var inner = Required(argument, "in", new HashSet<string>(variables.Concat(definitions.Select(d => d.Name))));
        return new SpecialExpression(v => inner.Evaluate(definitions.Aggregate(v, (scope, d) => scope.With(d.Name, d.Value.Evaluate(v)))));
    }

    private static SpecialExpression Each(BsonDocument argument, IReadOnlySet<string> variables, string body, bool filter)
    {
        var name = argument.GetValue("as", "this").AsString;
        var input = Required(argument, "input", variables);
        var inner = Required(argument, body, new HashSet<string>(variables) { name });
        return new SpecialExpression(v =>
        {
            var value = input.Evaluate(v);
            if (IsNullish(value)) return BsonNull.Value;
            if (value is not BsonArray array) throw new CommandException(filter ? ErrorCode.Location28651 : ErrorCode.Location16883, $"input to {(filter ? "$filter" : "$map")} must be an array not {Filters.TypeNames.Of(value!.BsonType)}");
            return filter
                ? new BsonArray(array.Where(e => IsTrue(inner.Evaluate(v.With(name, e)))))
                : new BsonArray(array.Select(e => inner.Evaluate(v.With(name, e)) ?? BsonNull.Value));
        });
    }

    private static SpecialExpression Reduce(BsonDocument argument, IReadOnlySet<string> variables)
    {
        var input = Required(argument, "input", variables);
        var initial = Required(argument, "initialValue", variables);
        var inner = Required(argument, "in", new HashSet<string>(variables) { "this", "value" });
        return new SpecialExpression(v =>
        {
            var list = input.Evaluate(v);
            if (IsNullish(list)) return BsonNull.Value;
            if (list is not BsonArray array) throw new CommandException(ErrorCode.Location40080, "$reduce requires that 'input' be an array");
            return array.Aggregate(initial.Evaluate(v), (value, item) => inner.Evaluate(v.With("this", item).With("value", value)));
        });
    }

    private static T Required<T>(BsonDocument argument, string field) where T : BsonValue =>
        argument.GetValue(field, null) as T ?? throw CommandException.FailedToParse($"Missing '{field}' parameter");
}
