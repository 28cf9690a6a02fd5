using MongoDB.Bson;

namespace PlanApi.EmbeddedMongo.Query.Expressions;

/// <summary>The arguments of an operator that takes them by name. A name that the operator does not know is refused.</summary>
internal sealed class NamedArguments
{
    private readonly string _operator;
    private readonly BsonDocument _arguments;
    private readonly IReadOnlySet<string> _variables;

    public NamedArguments(string name, BsonValue argument, IReadOnlySet<string> variables, ErrorCode notObject, ErrorCode unknown, params ReadOnlySpan<string> known)
    {
        (_operator, _variables) = (name, variables);
        _arguments = argument as BsonDocument ?? throw new CommandException(notObject, $"{name} only supports an object as its argument");
        foreach (var given in _arguments.Names)
            if (!known.Contains(given)) throw new CommandException(unknown, $"Unrecognized parameter to {name}: {given}");
    }

    /// <summary>The argument as it is written; null when it is not given.</summary>
    public BsonValue? Value(string name) => _arguments.GetValue(name, null);

    public Expression? Optional(string name) => Value(name) is { } value ? ExpressionParser.Parse(value, _variables) : null;

    /// <summary>An argument that must be given, in which further variables are known.</summary>
    public Expression Required(string name, ErrorCode missing, IEnumerable<string>? further = null)
    {
        var value = Value(name) ?? throw new CommandException(missing, $"Missing '{name}' parameter to {_operator}");
        return ExpressionParser.Parse(value, further is null ? _variables : new HashSet<string>(_variables.Concat(further)));
    }

    /// <summary>A variable's name; <c>this</c> when none is given.</summary>
    public string Variable(string name)
    {
        if (Value(name) is not { } value) return "this";
        var variable = (value as BsonString)?.Value ?? throw CommandException.FailedToParse($"'{name}' must be a string");
        Scope.CheckName(variable);
        return variable;
    }
}
