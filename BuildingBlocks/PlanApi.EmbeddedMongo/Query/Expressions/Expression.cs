using System.Collections.Immutable;
using MongoDB.Bson;

namespace PlanApi.EmbeddedMongo.Query.Expressions;

/// <summary>An aggregation expression; its value is null where it is missing.</summary>
internal abstract class Expression
{
    /// <summary>Whether it has the same value whatever it is evaluated for.</summary>
    public virtual bool IsConstant => false;

    public abstract BsonValue? Evaluate(Variables variables);

    /// <summary>What no document can change is computed once, and refused at once where it fails.</summary>
    public Expression Of(IEnumerable<Expression> operands) => operands.All(o => o.IsConstant) ? new ConstantExpression(Evaluate(Variables.None)) : this;
}

/// <summary>What an expression can refer to: the document, and variables of $let, $map, $filter and $reduce.</summary>
internal sealed record Variables(BsonDocument Root, DateTimeOffset Now)
{
    /// <summary>For what is constant.</summary>
    public static Variables None { get; } = new([], default);

    public ImmutableDictionary<string, BsonValue?> Named { get; init; } = ImmutableDictionary<string, BsonValue?>.Empty;

    public Variables With(string name, BsonValue? value) => this with { Named = Named.SetItem(name, value) };

    public BsonValue? Get(string name) => name switch
    {
        "ROOT" => Root,
        "CURRENT" => Named.GetValueOrDefault("CURRENT", Root),
        "NOW" => new BsonDateTime(Now.UtcDateTime),
        "REMOVE" => null,
        _ => Named[name]
    };
}

internal sealed class ConstantExpression(BsonValue? value) : Expression
{
    public BsonValue? Value => value;

    public override bool IsConstant => true;

    public override BsonValue? Evaluate(Variables variables) => value;
}

/// <summary><c>"$a.b"</c>, which is <c>"$$CURRENT.a.b"</c>, or <c>"$$name.a"</c>. Through an array the path gives the array of what each element has.</summary>
internal sealed class PathExpression(string variable, string[] path) : Expression
{
    public override BsonValue? Evaluate(Variables variables) => Follow(variables.Get(variable), path);

    private static BsonValue? Follow(BsonValue? value, ReadOnlySpan<string> path)
    {
        if (path.Length == 0 || value is null) return value;
        if (value is BsonArray array)
        {
            var found = new BsonArray();
            foreach (var element in array)
                if (element is BsonDocument && Follow(element, path) is { } inner) found.Add(inner);
            return found;
        }
        return value is BsonDocument document && document.TryGetValue(path[0], out var child) ? Follow(child, path[1..]) : null;
    }
}

internal sealed class DocumentExpression(IReadOnlyList<(string Name, Expression Value)> fields) : Expression
{
    public override bool IsConstant => fields.All(f => f.Value.IsConstant);

    public override BsonValue? Evaluate(Variables variables)
    {
        var made = new BsonDocument();
        foreach (var (name, value) in fields)
            if (value.Evaluate(variables) is { } evaluated) made[name] = evaluated;
        return made;
    }
}

internal sealed class ArrayExpression(IReadOnlyList<Expression> items) : Expression
{
    public override bool IsConstant => items.All(i => i.IsConstant);

    public override BsonValue? Evaluate(Variables variables) => new BsonArray(items.Select(i => i.Evaluate(variables) ?? BsonNull.Value));
}

/// <summary>An operator over the values of its arguments.</summary>
internal sealed class FunctionExpression(IReadOnlyList<Expression> arguments, Func<BsonValue?[], BsonValue?> function) : Expression
{
    public override BsonValue? Evaluate(Variables variables)
    {
        var values = new BsonValue?[arguments.Count];
        for (var i = 0; i < values.Length; i++) values[i] = arguments[i].Evaluate(variables);
        return function(values);
    }
}

/// <summary>An operator that decides itself what to evaluate.</summary>
internal sealed class SpecialExpression(Func<Variables, BsonValue?> evaluate) : Expression
{
    public override BsonValue? Evaluate(Variables variables) => evaluate(variables);
}
