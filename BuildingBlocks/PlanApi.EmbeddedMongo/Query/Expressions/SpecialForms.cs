using MongoDB.Bson;
using PlanApi.EmbeddedMongo.Storage;
using PlanApi.EmbeddedMongo.Values;

namespace PlanApi.EmbeddedMongo.Query.Expressions;

/// <summary>Operators whose arguments are not all evaluated, or evaluated more than once: $cond, $switch, $let, $map, $filter, $reduce, $literal, $ifNull.</summary>
internal static class SpecialForms
{
    public static Expression? Parse(string name, BsonValue argument, IReadOnlySet<string> variables) => name switch
    {
        "$literal" or "$const" => new ConstantExpression(argument),
        "$cond" => Cond(argument, variables),
        "$switch" => Switch(argument, variables),
        "$ifNull" => IfNull(List(argument, variables)),
        "$let" => Let(argument, variables),
        "$map" => Map(argument, variables),
        "$filter" => Filter(argument, variables),
        "$reduce" => Reduce(argument, variables),
        _ => NaryForms.Parse(name, argument, variables) ?? NamedForms.Parse(name, argument, variables)
    };

    /// <summary>Truth as expressions see it: false, null, missing and zero are false.</summary>
    public static bool IsTrue(BsonValue? value) => value switch
    {
        null or BsonNull or BsonUndefined => false,
        BsonBoolean b => b.Value,
        _ => !value.IsNumeric || value.ToDouble() != 0
    };

    public static bool IsNullish(BsonValue? value) => value is null or BsonNull or BsonUndefined;

    public static List<Expression> List(BsonValue argument, IReadOnlySet<string> variables) =>
        argument is BsonArray array ? [.. array.Select(a => ExpressionParser.Parse(a, variables))] : [ExpressionParser.Parse(argument, variables)];

    private static Expression Cond(BsonValue argument, IReadOnlySet<string> variables)
    {
        List<Expression> parts;
        if (argument is BsonDocument)
        {
            var named = new NamedArguments("$cond", argument, variables, ErrorCode.Location17083, ErrorCode.Location17083, "if", "then", "else");
            parts = [named.Required("if", ErrorCode.Location17080), named.Required("then", ErrorCode.Location17081), named.Required("else", ErrorCode.Location17082)];
        }
        else parts = List(argument, variables);
        if (parts.Count != 3) throw new CommandException(ErrorCode.Location16020, $"Expression $cond takes exactly 3 arguments. {parts.Count} were passed in.");
        return new SpecialExpression(v => IsTrue(parts[0].Evaluate(v)) ? parts[1].Evaluate(v) : parts[2].Evaluate(v)).Of(parts);
    }

    private static SpecialExpression Switch(BsonValue argument, IReadOnlySet<string> variables)
    {
        var named = new NamedArguments("$switch", argument, variables, ErrorCode.Location40060, ErrorCode.Location40067, "branches", "default");
        if (named.Value("branches") is not null and not BsonArray) throw new CommandException(ErrorCode.Location40061, "$switch expected an array for 'branches'");
        if (named.Value("branches") is not BsonArray { Count: > 0 } list) throw new CommandException(ErrorCode.Location40068, "$switch requires at least one branch.");
        var branches = list.Select(b => new NamedArguments("a $switch branch", b, variables, ErrorCode.Location40062, ErrorCode.Location40063, "case", "then"))
            .Select(b => (Case: b.Required("case", ErrorCode.Location40064), Then: b.Required("then", ErrorCode.Location40065))).ToList();
        var otherwise = named.Optional("default");
        return new SpecialExpression(v =>
        {
            foreach (var (condition, then) in branches)
                if (IsTrue(condition.Evaluate(v))) return then.Evaluate(v);
            return otherwise is null ? throw new CommandException(ErrorCode.Location40066, "$switch could not find a matching branch for an input, and no default was specified.") : otherwise.Evaluate(v);
        });
    }

    private static Expression IfNull(List<Expression> parts)
    {
        if (parts.Count < 2) throw new CommandException(ErrorCode.Location1257300, $"$ifNull needs at least two arguments, had: {parts.Count}");
        return new SpecialExpression(v =>
        {
            foreach (var part in parts[..^1])
                if (part.Evaluate(v) is var value && !IsNullish(value)) return value;
            return parts[^1].Evaluate(v);
        }).Of(parts);
    }

    private static SpecialExpression Let(BsonValue argument, IReadOnlySet<string> variables)
    {
        var named = new NamedArguments("$let", argument, variables, ErrorCode.Location16874, ErrorCode.Location16875, "vars", "in");
        if (named.Value("vars") is null) throw new CommandException(ErrorCode.Location16876, "Missing 'vars' parameter to $let");
        if (named.Value("vars") is not BsonDocument vars) throw new CommandException(ErrorCode.Location10065, "invalid parameter: expected an object (vars)");
        foreach (var name in vars.Names) Scope.CheckName(name);
        var definitions = vars.Select(e => (e.Name, Value: ExpressionParser.Parse(e.Value, variables))).ToList();
        var inner = named.Required("in", ErrorCode.Location16877, vars.Names);
        return new SpecialExpression(v => inner.Evaluate(definitions.Aggregate(v, (scope, d) => scope.With(d.Name, d.Value.Evaluate(v)))));
    }

    private static SpecialExpression Map(BsonValue argument, IReadOnlySet<string> variables)
    {
        var named = new NamedArguments("$map", argument, variables, ErrorCode.Location16878, ErrorCode.Location16879, "input", "as", "in");
        var input = named.Required("input", ErrorCode.Location16880);
        var name = named.Variable("as");
        var inner = named.Required("in", ErrorCode.Location16882, [name]);
        return new SpecialExpression(v =>
        {
            var value = input.Evaluate(v);
            if (IsNullish(value)) return BsonNull.Value;
            if (value is not BsonArray array) throw new CommandException(ErrorCode.Location16883, $"input to $map must be an array not {Functions.TypeOf(value)}");
            return new BsonArray(array.Select(e => inner.Evaluate(v.With(name, e)) ?? BsonNull.Value));
        });
    }

    private static SpecialExpression Filter(BsonValue argument, IReadOnlySet<string> variables)
    {
        var named = new NamedArguments("$filter", argument, variables, ErrorCode.Location28646, ErrorCode.Location28647, "input", "as", "cond", "limit");
        var input = named.Required("input", ErrorCode.Location28648);
        var name = named.Variable("as");
        var condition = named.Required("cond", ErrorCode.Location28650, [name]);
        var limit = named.Optional("limit");
        return new SpecialExpression(v =>
        {
            var value = input.Evaluate(v);
            if (IsNullish(value)) return BsonNull.Value;
            if (value is not BsonArray array) throw new CommandException(ErrorCode.Location28651, $"input to $filter must be an array not {Functions.TypeOf(value)}");
            var most = limit?.Evaluate(v) is { } given && !IsNullish(given) ? Functions.Whole("$filter: limit", given, ErrorCode.Location327391, ErrorCode.Location327391) : int.MaxValue;
            if (most < 1) throw new CommandException(ErrorCode.Location327392, $"$filter: limit must be greater than 0. Found: {most}");
            return new BsonArray(array.Where(e => IsTrue(condition.Evaluate(v.With(name, e)))).Take(most));
        });
    }

    private static SpecialExpression Reduce(BsonValue argument, IReadOnlySet<string> variables)
    {
        var named = new NamedArguments("$reduce", argument, variables, ErrorCode.Location40075, ErrorCode.Location40076, "input", "initialValue", "in");
        var input = named.Required("input", ErrorCode.Location40077);
        var initial = named.Required("initialValue", ErrorCode.Location40078);
        var inner = named.Required("in", ErrorCode.Location40079, ["this", "value"]);
        return new SpecialExpression(v =>
        {
            var list = input.Evaluate(v);
            if (IsNullish(list)) return BsonNull.Value;
            if (list is not BsonArray array) throw new CommandException(ErrorCode.Location40080, $"$reduce requires that 'input' be an array, found: {ShellJson.Of(list!)}");
            return array.Aggregate(initial.Evaluate(v), (value, item) => inner.Evaluate(v.With("this", item).With("value", value)) is { } next ? Bounded.Checked(next) : null);
        });
    }
}
