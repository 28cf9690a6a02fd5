using MongoDB.Bson;
using PlanApi.EmbeddedMongo.Query.Expressions;
using PlanApi.EmbeddedMongo.Query.Filters;
using PlanApi.EmbeddedMongo.Values;

namespace PlanApi.EmbeddedMongo.Query.Projections;

/// <summary>Reads projections, of find (with $slice, $elemMatch and the positional $) and of the $project stage.</summary>
internal static class ProjectionParser
{
    private sealed class State(DateTimeOffset now)
    {
        public readonly DateTimeOffset Now = now;
        public bool? Including;
        public bool? Id;
        public readonly List<(string Path, bool Include)> Paths = [];
        public readonly List<ProjectionOperator> Operators = [];
        public bool HasComputed;
    }

    public static Projection Parse(RawValue projection, bool forFind, DateTimeOffset now)
    {
        var state = new State(now);
        foreach (var (name, value) in projection.Elements()) Field(state, name, value, forFind);
        // $slice alone keeps everything, computed fields and $elemMatch alone keep the _id.
        var including = state.Including ?? (state.HasComputed || state.Id == true && state.Operators.Count == 0);
        var root = new ProjectionNode();
        foreach (var (path, _) in state.Paths) Add(root, path);
        if (including && state.Id != false) Add(root, "_id");
        if (!including && state.Id == false) Add(root, "_id");
        if (including)
            foreach (var slice in state.Operators.Where(o => o is SliceOperator && state.Including == true)) Add(root, slice.Path);
        return new Projection(root, including, state.Operators);
    }

    private static void Field(State state, string name, RawValue value, bool forFind)
    {
        if (name.Length == 0 || name.StartsWith('.') || name.EndsWith('.')) throw new CommandException(ErrorCode.Location40352, "FieldPath cannot be constructed with empty string");
        if (value.IsNumber || value.Type == BsonType.Boolean)
        {
            Plain(state, name, value.Type == BsonType.Boolean ? value.View.Boolean : value.View.ToDouble() != 0, forFind);
            return;
        }
        if (value.IsDocument && FilterParser.IsOperators(value))
        {
            var (op, argument) = value.Elements().First();
            if (forFind && op == "$slice" && argument.Type != BsonType.Array || forFind && op == "$slice" && argument.Values().FirstOrDefault().IsNumber)
            {
                state.Operators.Add(new SliceOperator(name, argument));
                return;
            }
            if (forFind && op == "$elemMatch")
            {
                Including(state, true, name);
                state.Operators.Add(new ElementMatchOperator(name, OperatorParser.ElementMatch(argument, 0)));
                return;
            }
        }
        else if (value.IsDocument && !value.Elements().Any())
            throw new CommandException(ErrorCode.Location51270, "An empty sub-projection is not a valid value. Found empty object at path");
        else if (value.IsDocument && value.Elements().All(e => !e.Name.StartsWith('$')) && IsSubProjection(value))
        {
            foreach (var (inner, innerValue) in value.Elements()) Field(state, $"{name}.{inner}", innerValue, forFind);
            return;
        }
        if (name.StartsWith('$')) throw new CommandException(ErrorCode.Location16410, "FieldPath field names may not start with '$'. Consider using $getField or $setField.");
        if (state.Including == false) throw new CommandException(ErrorCode.Location31254, $"Cannot do computed field {name} in exclusion projection");
        state.HasComputed = true;
        if (name == "_id") state.Id = false;
        state.Including ??= true;
        state.Operators.Add(new ComputedOperator(name, ExpressionParser.Parse(value.ToBsonValue()), state.Now));
    }

    private static bool IsSubProjection(RawValue value) => value.Values().All(v =>
        v.IsNumber || v.Type == BsonType.Boolean || v.IsString || v.IsArray || v.IsDocument);

    private static void Plain(State state, string name, bool include, bool forFind)
    {
        if (forFind && name.EndsWith(".$", StringComparison.Ordinal))
        {
            Including(state, true, name);
            state.Paths.Add((name[..^2], true));
            state.Operators.Add(new PositionalOperator(name[..^2]));
            return;
        }
        if (name.Split('.').Any(p => p.StartsWith('$'))) throw new CommandException(ErrorCode.Location16410, "FieldPath field names may not start with '$'. Consider using $getField or $setField.");
        if (name == "_id")
        {
            state.Id = include;
            return;
        }
        Including(state, include, name);
        state.Paths.Add((name, include));
    }

    private static void Including(State state, bool include, string name)
    {
        if (state.Including is { } was && was != include)
            throw new CommandException(include ? ErrorCode.Location31253 : ErrorCode.Location31254, $"Cannot do {(include ? "inclusion" : "exclusion")} on field {name} in {(include ? "exclusion" : "inclusion")} projection");
        state.Including = include;
    }

    private static void Add(ProjectionNode root, string path)
    {
        var node = root;
        foreach (var part in path.Split('.'))
        {
            if (node.IsLeaf) throw new CommandException(ErrorCode.Location31249, $"Path collision at {path} remaining portion {part}");
            node = node.Child(part);
        }
        if (node.HasChildren) throw new CommandException(ErrorCode.Location31250, $"Path collision at {path}");
        node.IsLeaf = true;
    }
}
