using MongoDB.Bson;
using PlanApi.EmbeddedMongo.Storage;
using PlanApi.EmbeddedMongo.Values;

namespace PlanApi.EmbeddedMongo.Query.Updates;

/// <summary>Reads one update operator on one field.</summary>
internal static class ModifierParser
{
    private static readonly HashSet<string> Names =
        ["$set", "$setOnInsert", "$unset", "$inc", "$mul", "$min", "$max", "$push", "$addToSet", "$pull", "$pullAll", "$pop", "$rename", "$currentDate", "$bit"];

    public static bool Knows(string name) => Names.Contains(name);

    public static IEnumerable<Modifier> Parse(string name, string field, BsonValue argument)
    {
        var path = Path(field);
        return name switch
        {
            "$set" or "$setOnInsert" => [new SetModifier(path, argument, name == "$setOnInsert")],
            "$unset" => [new UnsetModifier(path)],
            "$inc" or "$mul" => [new ArithmeticModifier(path, Number(name, field, argument), name == "$mul")],
            "$min" or "$max" => [new BoundModifier(path, argument, name == "$max")],
            "$push" => [Push(path, argument)],
            "$addToSet" => [new AddToSetModifier(path, Each(argument, "$addToSet", out _))],
            "$pull" => [new PullModifier(path, argument)],
            "$pullAll" => [new PullAllModifier(path, argument as BsonArray ?? throw CommandException.BadValue("$pullAll requires an array argument"))],
            "$pop" => [new PopModifier(path, First(argument))],
            "$rename" => Rename(path, field, argument),
            "$currentDate" => [new CurrentDateModifier(path, IsTimestamp(argument))],
            _ => throw CommandException.NotImplemented(name)
        };
    }

    private static string[] Path(string field)
    {
        var path = FieldPath.Split(field);
        if (Array.Exists(path, p => p.Length == 0))
            throw new CommandException(ErrorCode.EmptyFieldName, field.Length == 0 ? "An empty update path is not valid." : $"The update path '{field}' contains an empty field name, which is not allowed.");
        if (path[0] == "$" || path[0].StartsWith("$[", StringComparison.Ordinal))
            throw CommandException.BadValue($"Cannot have positional (i.e. '$') element in the first position in path '{field}'");
        if (path.Count(p => p == "$") > 1) throw CommandException.BadValue($"Too many positional (i.e. '$') elements found in path '{field}'");
        foreach (var part in path)
            if (part.StartsWith('$') && part != "$" && !(part.StartsWith("$[", StringComparison.Ordinal) && part.EndsWith(']')))
                throw new CommandException(ErrorCode.DollarPrefixedFieldName, $"The dollar ($) prefixed field '{part}' in '{field}' is not valid for storage.");
        return path;
    }

    private static BsonValue Number(string name, string field, BsonValue argument) => argument.IsNumeric
        ? argument
        : throw CommandException.TypeMismatch($"Cannot {(name == "$inc" ? "increment" : "multiply")} with non-numeric argument: {{{field}: {argument}}}");

    private static BsonArray Each(BsonValue argument, string name, out BsonDocument? options)
    {
        options = null;
        if (argument is not BsonDocument document || !document.Contains("$each")) return [argument];
        options = document;
        if (document["$each"] is BsonArray each) return each;
        var message = $"The argument to $each in {name} must be an array but it was of type {document["$each"].BsonType}";
        throw name == "$push" ? CommandException.BadValue(message) : CommandException.TypeMismatch(message);
    }

    private static PushModifier Push(string[] path, BsonValue argument)
    {
        var values = Each(argument, "$push", out var options);
        if (options is null) return new PushModifier(path, values, null, null, null);
        foreach (var name in options.Names)
            if (name is not ("$each" or "$slice" or "$sort" or "$position")) throw CommandException.BadValue($"Unrecognized clause in $push: {name}");
        return new PushModifier(path, values, Whole(options, "$position"), options.TryGetValue("$sort", out var sort) ? Sort(sort) : null, Whole(options, "$slice"));
    }

    private static PushSort Sort(BsonValue sort)
    {
        static bool IsDirection(BsonValue value) => value.IsNumeric && value.ToDouble() is 1 or -1;
        if (sort is BsonDocument { ElementCount: 0 }) throw CommandException.BadValue("The $sort pattern is empty when it should be a set of fields.");
        if (sort is BsonDocument fields ? !fields.Values.All(IsDirection) : !IsDirection(sort)) throw CommandException.BadValue("The $sort element value must be either 1 or -1");
        PushSort order = new(sort is BsonDocument named ? [.. named.Select(f => (FieldPath.Split(f.Name), f.Value.ToDouble() < 0))] : [([], sort.ToDouble() < 0)]);
        return order.Fields.Any(f => f.Path.Contains("")) ? throw CommandException.BadValue("The $sort field is a dotted field but has an empty part") : order;
    }

    private static int? Whole(BsonDocument options, string name)
    {
        if (!options.TryGetValue(name, out var value)) return null;
        if (!value.IsNumeric || value.ToDouble() != Math.Floor(value.ToDouble())) throw CommandException.BadValue($"The value for {name} must be an integer value but was given type: {value.BsonType}");
        return (int)Math.Clamp(value.ToDouble(), int.MinValue + 1, int.MaxValue);
    }

    private static bool First(BsonValue argument)
    {
        if (!argument.IsNumeric || argument.ToDouble() is not (1 or -1)) throw CommandException.FailedToParse($"$pop expects 1 or -1, found: {ShellJson.Of(argument)}");
        return argument.ToDouble() < 0;
    }

    /// <summary>The source is there, and clashes, before the target is looked at.</summary>
    private static IEnumerable<Modifier> Rename(string[] path, string field, BsonValue argument)
    {
        yield return new ReservedModifier(path);
        if (argument is not BsonString target) throw CommandException.BadValue($"The 'to' field for $rename must be a string: {field}: {ShellJson.Of(argument)}");
        var to = Path(target.Value);
        if (target.Value == field || target.Value.StartsWith(field + ".", StringComparison.Ordinal) || field.StartsWith(target.Value + ".", StringComparison.Ordinal))
            throw CommandException.BadValue($"The source and target field for $rename must differ and not be on the same path: {field}: \"{target.Value}\"");
        if (path.Concat(to).Any(p => p.StartsWith('$'))) throw CommandException.BadValue($"The source and destination field for $rename may not be dynamic: {field}");
        yield return new RenameModifier(to, path);
    }

    private static bool IsTimestamp(BsonValue argument)
    {
        if (argument.IsBoolean) return false;
        if (argument is BsonDocument { ElementCount: 1 } type && type.TryGetValue("$type", out var name) && name is BsonString { Value: "date" or "timestamp" }) return name.AsString == "timestamp";
        throw CommandException.BadValue($"{ShellJson.Of(argument)} is not valid type for $currentDate. Please use a boolean ('true') or a $type expression ({{$type: 'timestamp/date'}}).");
    }
}

/// <summary>The source of a $rename: does nothing itself, but no other operator may touch it.</summary>
internal sealed class ReservedModifier(string[] path) : Modifier(path)
{
    public override bool Creates => false;

    public override BsonValue? Apply(BsonValue? existing, BsonDocument root, UpdateContext context) => null;
}
