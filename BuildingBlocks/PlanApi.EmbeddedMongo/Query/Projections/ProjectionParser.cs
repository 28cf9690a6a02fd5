using MongoDB.Bson;
using PlanApi.EmbeddedMongo.Query.Expressions;
using PlanApi.EmbeddedMongo.Query.Filters;
using PlanApi.EmbeddedMongo.Values;

namespace PlanApi.EmbeddedMongo.Query.Projections;

/// <summary>Reads one projection, of find (with $slice, $elemMatch and the positional $) or of the $project stage.</summary>
internal sealed class ProjectionParser
{
    private readonly bool _forFind;
    private readonly Scope _scope;
    private readonly ProjectionNode _claimed = new();
    private readonly List<string> _paths = [];
    private readonly List<ProjectionOperator> _operators = [];
    private bool? _including;
    private bool? _id;

    private ProjectionParser(bool forFind, Scope scope) => (_forFind, _scope) = (forFind, scope);

    public static Projection Parse(RawValue projection, bool forFind, Scope scope)
    {
        var parser = new ProjectionParser(forFind, scope);
        foreach (var (name, value) in projection.Elements()) parser.Field(name, value);
        return parser.Finish();
    }

    private Projection Finish()
    {
        // $slice alone keeps everything.
        var including = _including ?? (_id == true && _operators.Count == 0);
        var root = new ProjectionNode();
        foreach (var path in _paths) root.Add(path);
        if (including ? _id != false : _id == false) root.Child("_id").IsLeaf |= !root.Child("_id").HasChildren;
        if (_including == true)
            foreach (var slice in _operators.OfType<SliceOperator>()) root.Add(slice.Path);
        return new Projection(root, including, _operators);
    }

    private void Field(string name, RawValue value)
    {
        if (_forFind && name.EndsWith(".$", StringComparison.Ordinal)) Positional(name, value);
        else if (_forFind && name.Contains(".$.", StringComparison.Ordinal)) throw new CommandException(ErrorCode.Location31394, "As of 4.4, it's illegal to specify positional operator in the middle of a path.Positional projection may only be used at the end, for example: a.b.$. If the query previously used a form like a.b.$.d, remove the parts following the '$' and the results will be equivalent.");
        else if (value.IsNumber || value.Type == BsonType.Boolean) Plain(name, value.Type == BsonType.Boolean ? value.View.Boolean : value.View.ToDouble() != 0);
        else if (!value.IsDocument) Computed(name, value, ErrorCode.Location31310);
        else if (value.IsEmpty) throw new CommandException(ErrorCode.Location51270, $"An empty sub-projection is not a valid value. Found empty object at path {name}");
        else if (FilterParser.IsOperators(value)) Operator(name, value);
        else
            foreach (var (inner, innerValue) in value.Elements()) Field($"{name}.{inner}", innerValue);
    }

    private void Plain(string name, bool include)
    {
        Claim(name);
        if (name == "_id")
        {
            _id = include;
            return;
        }
        Including(include, name);
        _paths.Add(name);
    }

    private void Operator(string name, RawValue value)
    {
        var (op, argument) = value.Elements().First();
        if (op == "$meta") throw CommandException.NotImplemented("$meta in a projection");
        if (_forFind && op == "$slice" && (argument.IsArray ? argument.Values().FirstOrDefault() : argument).IsNumber)
        {
            Claim(name);
            _operators.Add(new SliceOperator(name, argument));
        }
        else if (_forFind && op == "$elemMatch")
        {
            if (name.Contains('.')) throw new CommandException(ErrorCode.Location31275, "Cannot use $elemMatch projection on a nested field.");
            if (_operators.Exists(o => o is PositionalOperator)) throw PositionalAndElementMatch();
            Claim(name);
            Including(true, name);
            _operators.Add(new ElementMatchOperator(name, OperatorParser.ElementMatch(argument, 0)));
        }
        else Computed(name, value, ErrorCode.Location31252);
    }

    private void Positional(string name, RawValue value)
    {
        if (value.IsNumber ? value.View.ToDouble() == 0 : value.Type != BsonType.Boolean || !value.View.Boolean)
            throw new CommandException(ErrorCode.Location31395, "positional projection cannot be used with exclusion");
        if (_operators.Exists(o => o is PositionalOperator)) throw new CommandException(ErrorCode.Location31276, "Cannot specify more than one positional projection per query.");
        if (_operators.Exists(o => o is ElementMatchOperator)) throw PositionalAndElementMatch();
        if (_including == false) throw new CommandException(ErrorCode.Location31395, "positional projection cannot be used with exclusion");
        var path = name[..^2];
        Plain(path, include: true);
        _operators.Add(new PositionalOperator(path));
    }

    private static CommandException PositionalAndElementMatch() => new(ErrorCode.Location31255, "Cannot specify positional operator and $elemMatch.");

    private void Computed(string name, RawValue value, ErrorCode inExclusion)
    {
        Claim(name);
        if (_including == false) throw new CommandException(inExclusion, $"Cannot use an expression {name} in an exclusion projection");
        if (name == "_id") _id = false;
        _including = true;
        _operators.Add(new ComputedOperator(FieldSetter.Split(name), _scope.Parse(value.ToBsonValue()), _scope));
    }

    private void Including(bool include, string name)
    {
        if (_including is { } was && was != include)
            throw new CommandException(include ? ErrorCode.Location31253 : ErrorCode.Location31254, $"Cannot do {(include ? "inclusion" : "exclusion")} on field {name} in {(include ? "exclusion" : "inclusion")} projection");
        _including = include;
    }

    /// <summary>No path may be named twice, or lie under another.</summary>
    private void Claim(string path)
    {
        var parts = FieldSetter.Split(path);
        var node = _claimed;
        for (var i = 0; i < parts.Length; i++)
        {
            if (node.IsLeaf) throw new CommandException(ErrorCode.Location31249, $"Path collision at {path} remaining portion {string.Join('.', parts[i..])}");
            node = node.Child(parts[i]);
        }
        if (node.HasChildren || node.IsLeaf) throw new CommandException(ErrorCode.Location31250, $"Path collision at {path}");
        node.IsLeaf = true;
    }
}
