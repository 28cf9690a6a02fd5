using MongoDB.Bson;
using PlanApi.EmbeddedMongo.Query.Execution;
using PlanApi.EmbeddedMongo.Query.Expressions;
using PlanApi.EmbeddedMongo.Query.Filters;
using PlanApi.EmbeddedMongo.Query.Projections;
using PlanApi.EmbeddedMongo.Storage.Sqlite;
using PlanApi.EmbeddedMongo.Values;

namespace PlanApi.EmbeddedMongo.Query.Aggregation;

/// <summary>The stages that make one document of one document. A pipeline can have them anywhere; an update by pipeline has only these.</summary>
internal static class Transforms
{
    /// <summary>The stage as a function that leaves its argument as it is; null when the stage is none of these.</summary>
    public static Func<BsonDocument, BsonDocument>? Parse(string name, RawValue argument, Scope scope) => name switch
    {
        "$addFields" or "$set" => AddFields(name, argument, scope),
        "$unset" => Unset(argument),
        "$project" => Project(argument, scope) is var projection ? d => RawValue.ToBson(projection.Apply(RawValue.ToBytes(d))) : null,
        "$replaceRoot" or "$replaceWith" => ReplaceRoot(name, argument, scope),
        _ => null
    };

    /// <summary>Which top-level fields the stage hands on as they are.</summary>
    public static Func<string, bool>? Keeps(string name, RawValue argument)
    {
        if (name is "$replaceRoot" or "$replaceWith") return null;
        var names = name != "$unset" ? argument.Elements().Select(e => e.Name) : argument.IsString ? [argument.Text] : argument.Values().Select(v => v.Text);
        var changed = names.Select(n => n.Split('.')[0]).ToHashSet();
        return field => !changed.Contains(field);
    }

    public static Projection Project(RawValue argument, Scope scope)
    {
        if (!argument.IsDocument) throw new CommandException(ErrorCode.Location15969, "$project specification must be an object");
        if (argument.IsEmpty) throw new CommandException(ErrorCode.Location51272, "Invalid $project :: caused by :: projection specification must have at least one field");
        return ProjectionParser.Parse(argument, forFind: false, scope);
    }

    private static Func<BsonDocument, BsonDocument> AddFields(string name, RawValue argument, Scope scope)
    {
        if (!argument.IsDocument) throw new CommandException(ErrorCode.Location40272, $"{name} specification stage must be an object, got {TypeNames.Of(argument.Type)}");
        var fields = new List<(string[] Path, Expression Value)>();
        Flatten("", argument.ToBsonDocument(), scope, fields);
        if (fields.Count == 0) throw new CommandException(ErrorCode.Location40177, $"Invalid {name} :: caused by :: specification must have at least one field");
        return document =>
        {
            var made = (BsonDocument)document.DeepClone();
            var variables = scope.Of(document);
            foreach (var (path, value) in fields) FieldSetter.Set(made, path, () => value.Evaluate(variables));
            return made;
        };
    }

    /// <summary><c>{a: {b: 1}}</c> sets <c>a.b</c> and leaves the rest of <c>a</c>.</summary>
    private static void Flatten(string prefix, BsonDocument specification, Scope scope, List<(string[] Path, Expression Value)> fields)
    {
        foreach (var field in specification)
        {
            var path = prefix + field.Name;
            if (field.Value is BsonDocument { ElementCount: 0 }) throw new CommandException(ErrorCode.Location51270, $"An empty sub-projection is not a valid value. Found empty object at path {path}");
            if (field.Value is BsonDocument inner && !inner.GetElement(0).Name.StartsWith('$')) Flatten($"{path}.", inner, scope, fields);
            else fields.Add((FieldSetter.Split(path), scope.Parse(field.Value)));
        }
    }

    private static Func<BsonDocument, BsonDocument> Unset(RawValue argument)
    {
        if (!argument.IsString && !argument.IsArray) throw new CommandException(ErrorCode.Location31002, "$unset specification must be a string or an array");
        var names = argument.IsString ? [argument] : argument.Values().ToList();
        if (names.Count == 0) throw new CommandException(ErrorCode.Location31119, "$unset specification must be a string or an array with at least one field");
        if (names.Exists(n => !n.IsString)) throw new CommandException(ErrorCode.Location31120, "$unset specification must be a string or an array containing only string values");
        var paths = names.ConvertAll(n => FieldSetter.Split(n.Text));
        return document =>
        {
            var made = (BsonDocument)document.DeepClone();
            foreach (var path in paths) FieldSetter.Remove(made, path);
            return made;
        };
    }

    private static Func<BsonDocument, BsonDocument> ReplaceRoot(string name, RawValue argument, Scope scope)
    {
        var root = scope.Parse(name == "$replaceWith" ? argument.ToBsonValue() : NewRoot(argument));
        return document => root.Evaluate(scope.Of(document)) as BsonDocument
            ?? throw new CommandException(ErrorCode.Location40228, $"'{(name == "$replaceRoot" ? "newRoot" : "replacement document")}' expression must evaluate to an object");
    }

    private static BsonValue NewRoot(RawValue argument)
    {
        if (!argument.IsDocument) throw new CommandException(ErrorCode.Location40229, "expected an object as specification for $replaceRoot stage");
        foreach (var (option, _) in argument.Elements())
            if (option != "newRoot") throw new CommandException(ErrorCode.Location40415, $"BSON field '$replaceRoot.{option}' is an unknown field.");
        var root = argument["newRoot"];
        return root.IsMissing ? throw new CommandException(ErrorCode.Location40231, "no newRoot specified for the $replaceRoot stage") : root.ToBsonValue();
    }
}

internal sealed class TransformStage(DocumentSource input, Func<BsonDocument, BsonDocument> transform) : MakingStage(input)
{
    public override bool Next(SqliteFile file)
    {
        if (!Input.Next(file)) return false;
        Made(transform(Input.Bson));
        return true;
    }
}
