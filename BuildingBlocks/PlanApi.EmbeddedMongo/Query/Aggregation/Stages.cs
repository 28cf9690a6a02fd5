using MongoDB.Bson;
using PlanApi.EmbeddedMongo.Query.Execution;
using PlanApi.EmbeddedMongo.Query.Expressions;
using PlanApi.EmbeddedMongo.Storage.Sqlite;
using PlanApi.EmbeddedMongo.Values;

namespace PlanApi.EmbeddedMongo.Query.Aggregation;

internal sealed class AddFieldsStage(DocumentSource input, List<(string[] Path, Expression Value)> fields, DateTimeOffset now) : MakingStage(input)
{
    public override bool Next(SqliteFile file)
    {
        if (!Input.Next(file)) return false;
        var document = Input.Bson;
        var made = (BsonDocument)document.DeepClone();
        var variables = new Variables(document, now);
        foreach (var (path, value) in fields)
        {
            if (value.Evaluate(variables) is { } evaluated) FieldSetter.Set(made, path, evaluated);
            else FieldSetter.Remove(made, path);
        }
        Made(made);
        return true;
    }
}

internal sealed class UnsetStage(DocumentSource input, List<string[]> paths) : MakingStage(input)
{
    public override bool Next(SqliteFile file)
    {
        if (!Input.Next(file)) return false;
        var made = (BsonDocument)Input.Bson.DeepClone();
        foreach (var path in paths) FieldSetter.Remove(made, path);
        Made(made);
        return true;
    }
}

internal sealed class ReplaceRootStage(DocumentSource input, Expression root, DateTimeOffset now) : MakingStage(input)
{
    public override bool Next(SqliteFile file)
    {
        if (!Input.Next(file)) return false;
        Made(root.Evaluate(new Variables(Input.Bson, now)) as BsonDocument
            ?? throw new CommandException(ErrorCode.Location40228, "'newRoot' expression must evaluate to an object"));
        return true;
    }
}

internal sealed class CountStage(DocumentSource input, string field) : MakingStage(input)
{
    private bool _done;

    public override bool Next(SqliteFile file)
    {
        if (_done) return false;
        _done = true;
        var count = 0L;
        while (Input.Next(file)) count++;
        if (count == 0) return false;
        Made(new BsonDocument(field, count <= int.MaxValue ? new BsonInt32((int)count) : new BsonInt64(count)));
        return true;
    }
}

/// <summary>The arguments of $unwind.</summary>
internal sealed record UnwindSpec(string[] Path, string? Index, bool KeepEmpty)
{
    public static UnwindSpec Parse(RawValue argument)
    {
        var spec = argument.IsString ? new BsonDocument("path", argument.Text) : argument.ToBsonValue() as BsonDocument ?? throw new CommandException(ErrorCode.Location15981, "the $unwind stage requires either a string or an object");
        foreach (var name in spec.Names)
            if (name is not ("path" or "includeArrayIndex" or "preserveNullAndEmptyArrays")) throw new CommandException(ErrorCode.Location28811, $"unrecognized option to $unwind stage: {name}");
        if (spec.GetValue("path", null) is not BsonString { Value: ['$', _, ..] } path) throw new CommandException(ErrorCode.Location28818, "path option to $unwind stage should be prefixed with a '$'");
        return new UnwindSpec(path.Value[1..].Split('.'), spec.GetValue("includeArrayIndex", null)?.AsString, spec.GetValue("preserveNullAndEmptyArrays", false).ToBoolean());
    }
}

internal sealed class UnwindStage(DocumentSource input, UnwindSpec spec) : MakingStage(input)
{
    private BsonDocument? _document;
    private BsonArray? _array;
    private int _next;

    public override bool Next(SqliteFile file)
    {
        while (true)
        {
            if (_array is not null && _next < _array.Count)
            {
                Make(_array[_next], _next++);
                return true;
            }
            _array = null;
            if (!Input.Next(file)) return false;
            _document = Input.Bson;
            var value = Value(_document);
            if (value is BsonArray { Count: > 0 } array) (_array, _next) = (array, 0);
            else if (value is null or BsonNull or BsonUndefined or BsonArray)
            {
                if (!spec.KeepEmpty) continue;
                Make(value is BsonArray ? null : value, null);
                return true;
            }
            else
            {
                Make(value, null);
                return true;
            }
        }
    }

    private BsonValue? Value(BsonDocument document)
    {
        BsonValue? node = document;
        foreach (var part in spec.Path)
        {
            if (node is not BsonDocument inner || !inner.TryGetValue(part, out node)) return null;
        }
        return node;
    }

    private void Make(BsonValue? value, int? index)
    {
        var made = (BsonDocument)_document!.DeepClone();
        if (value is null) FieldSetter.Remove(made, spec.Path);
        else FieldSetter.Set(made, spec.Path, value);
        if (spec.Index is not null) FieldSetter.Set(made, spec.Index.Split('.'), index is null ? BsonNull.Value : new BsonInt64(index.Value));
        Made(made);
    }
}
