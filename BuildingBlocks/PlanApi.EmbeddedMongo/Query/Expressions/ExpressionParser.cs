using MongoDB.Bson;
using PlanApi.EmbeddedMongo.Storage;

namespace PlanApi.EmbeddedMongo.Query.Expressions;

/// <summary>Reads aggregation expressions.</summary>
internal static class ExpressionParser
{
    public static Expression Parse(BsonValue value, IReadOnlySet<string> variables) => value switch
    {
        BsonString { Value: ['$', ..] } path => Path(path.Value, variables),
        BsonArray array => new ArrayExpression([.. array.Select(i => Parse(i, variables))]),
        BsonDocument { ElementCount: > 0 } d when d.GetElement(0).Name.StartsWith('$') => Operator(d, variables),
        BsonDocument document => new DocumentExpression([.. document.Select(e => (e.Name, Parse(e.Value, variables)))]),
        _ => new ConstantExpression(value)
    };

    private static PathExpression Path(string text, IReadOnlySet<string> variables)
    {
        var isVariable = text.StartsWith("$$", StringComparison.Ordinal);
        if (text.Length == 1) throw new CommandException(ErrorCode.Location16872, "'$' by itself is not a valid FieldPath");
        if (text.Length == 2 && isVariable) throw CommandException.FailedToParse("empty variable names are not allowed");
        var parts = FieldSetter.Split(text[(isVariable ? 2 : 1)..]);
        if (!isVariable && !variables.Contains("CURRENT"))
            throw new CommandException(ErrorCode.Location4890500, "Command let Expression tried to access a field, but this is not allowed because Command let expressions run before the query examines any documents.");
        if (!isVariable) return new PathExpression("CURRENT", parts);
        if (!variables.Contains(parts[0])) throw new CommandException(ErrorCode.Location17276, $"Use of undefined variable: {parts[0]}");
        return new PathExpression(parts[0], parts[1..]);
    }

    private static Expression Operator(BsonDocument document, IReadOnlySet<string> variables)
    {
        if (document.ElementCount > 1) throw new CommandException(ErrorCode.Location15983, $"An object representing an expression must have exactly one field: {ShellJson.Of(document)}");
        var (name, argument) = (document.GetElement(0).Name, document.GetElement(0).Value);
        if (SpecialForms.Parse(name, argument, variables) is { } special) return special;
        var function = Functions.Named(name);
        var arguments = argument is BsonArray list ? list.Select(a => Parse(a, variables)).ToList() : [Parse(argument, variables)];
        if (arguments.Count < function.Least || arguments.Count > function.Most)
            throw new CommandException(function.Least == function.Most ? ErrorCode.Location16020 : ErrorCode.Location28667, function.Least == function.Most
                ? $"Expression {name} takes exactly {function.Least} arguments. {arguments.Count} were passed in."
                : $"Expression {name} takes at least {function.Least} arguments, and at most {function.Most}, but {arguments.Count} were passed in.");
        return new FunctionExpression(arguments, function.Evaluate).Of(arguments);
    }
}
