using MongoDB.Bson;
using PlanApi.EmbeddedMongo.Query.Execution;
using PlanApi.EmbeddedMongo.Query.Expressions;
using PlanApi.EmbeddedMongo.Query.Filters;
using PlanApi.EmbeddedMongo.Storage.Sqlite;
using PlanApi.EmbeddedMongo.Values;

namespace PlanApi.EmbeddedMongo.Query.Aggregation;

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
internal sealed record UnwindSpec(string[] Path, string[]? Index, bool KeepEmpty)
{
    public static UnwindSpec Parse(RawValue argument)
    {
        if (!argument.IsString && !argument.IsDocument) throw new CommandException(ErrorCode.Location15981, $"expected either a string or an object as specification for $unwind stage, got {TypeNames.Of(argument.Type)}");
        var spec = argument.IsString ? new BsonDocument("path", argument.Text) : argument.ToBsonDocument();
        foreach (var name in spec.Names)
            if (name is not ("path" or "includeArrayIndex" or "preserveNullAndEmptyArrays")) throw new CommandException(ErrorCode.Location28811, $"unrecognized option to $unwind stage: {name}");
        if (!spec.TryGetValue("path", out var path)) throw new CommandException(ErrorCode.Location28812, "no path specified to $unwind stage");
        if (path is not BsonString { Value: var text }) throw new CommandException(ErrorCode.Location28808, $"expected a string as the path for $unwind stage, got {TypeNames.Of(path.BsonType)}");
        if (!text.StartsWith('$')) throw new CommandException(ErrorCode.Location28818, $"path option to $unwind stage should be prefixed with a '$': {text}");
        var index = spec.GetValue("includeArrayIndex", null);
        if (index is not (null or BsonString { Value.Length: > 0 })) throw new CommandException(ErrorCode.Location28810, "expected a non-empty string for the includeArrayIndex  option to $unwind stage");
        if (index is BsonString { Value: ['$', ..] }) throw new CommandException(ErrorCode.Location28822, $"includeArrayIndex option to $unwind stage should not be prefixed with a '$': {index}");
        var keep = spec.GetValue("preserveNullAndEmptyArrays", BsonBoolean.False);
        if (!keep.IsBoolean) throw new CommandException(ErrorCode.Location28809, $"expected a boolean for the preserveNullAndEmptyArrays option to $unwind stage, got {TypeNames.Of(keep.BsonType)}");
        return new UnwindSpec(FieldSetter.Split(text[1..]), index is null ? null : FieldSetter.Split(index.AsString), keep.AsBoolean);
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
        else FieldSetter.Set(made, spec.Path, () => value);
        if (spec.Index is not null) FieldSetter.Set(made, spec.Index, () => index is null ? BsonNull.Value : new BsonInt64(index.Value));
        Made(made);
    }
}
