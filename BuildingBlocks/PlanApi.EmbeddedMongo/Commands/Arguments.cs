using MongoDB.Bson;
using PlanApi.EmbeddedMongo.Query.Execution;
using PlanApi.EmbeddedMongo.Values;
using PlanApi.EmbeddedMongo.Wire;

namespace PlanApi.EmbeddedMongo.Commands;

/// <summary>A command's arguments. Each is taken once; what nobody took is an error at <see cref="Done"/> (40415), never ignored.</summary>
internal sealed class Arguments
{
    private readonly Dictionary<string, RawValue> _left = [];
    private readonly Dictionary<string, List<ReadOnlyMemory<byte>>> _sequences;

    public Arguments(WireMessage message)
    {
        Command = "";
        foreach (var (name, value) in message.Body.Elements())
        {
            if (Command.Length == 0) (Command, Target) = (name, value);
            else Add(name, value);
        }
        _sequences = message.Sequences;
    }

    /// <summary>Arguments of a command that lies inside another (explain).</summary>
    public Arguments(RawValue command, string database)
    {
        Command = "";
        foreach (var (name, value) in command.Elements())
        {
            if (Command.Length == 0) (Command, Target) = (name, value);
            else Add(name, value);
        }
        _sequences = [];
        Database = database;
    }

    /// <summary>The fields of a document inside a command, such as one update statement.</summary>
    public Arguments(RawValue document, string name, string database)
    {
        Command = name;
        foreach (var (field, value) in document.Elements()) Add(field, value);
        _sequences = [];
        Database = database;
    }

    private void Add(string name, RawValue value)
    {
        if (!_left.TryAdd(name, value)) throw new CommandException(ErrorCode.Location40413, $"BSON field '{Command}.{name}' is a duplicate field");
    }

    /// <summary>The command's name.</summary>
    public string Command { get; }

    /// <summary>What the command's own field holds: most often the collection.</summary>
    public RawValue Target { get; }

    public string Database { get; set; } = "";

    public string Collection
    {
        get
        {
            if (!Target.IsString) throw new CommandException(ErrorCode.InvalidNamespace, $"collection name has invalid type {Query.Filters.TypeNames.Of(Target.Type)}");
            var name = Target.Text;
            if (name.Length == 0 || name.Contains('\0') || name.StartsWith('.') || name.Length > 200)
                throw new CommandException(ErrorCode.InvalidNamespace, $"Invalid namespace specified '{Database}.{name}'");
            return name;
        }
    }

    /// <summary>Whether the argument is there and not taken yet.</summary>
    public bool Has(string name) => _left.ContainsKey(name);

    public RawValue Take(string name)
    {
        _left.Remove(name, out var value);
        return value;
    }

    /// <summary>Accepts arguments that change nothing here.</summary>
    public void Accept(params ReadOnlySpan<string> names)
    {
        foreach (var name in names) _left.Remove(name);
    }

    public string? Text(string name) => Take(name) is var value && value.IsMissing ? null : value.IsString ? value.Text : throw Wrong(name, value, "string");

    public bool Flag(string name, bool otherwise = false)
    {
        var value = Take(name);
        if (value.IsMissing) return otherwise;
        if (value.Type == BsonType.Boolean) return value.View.Boolean;
        return value.IsNumber ? value.View.ToDouble() != 0 : throw Wrong(name, value, "bool");
    }

    public long? Number(string name) => Number(name, Take(name));

    private long? Number(string name, RawValue value) =>
        Signed(name, value) is not < 0 and var number ? number : throw new CommandException(ErrorCode.Location51024, $"BSON field '{name}' value must be >= 0, actual value '{Signed(name, value)}'");

    /// <summary>A number that may be negative.</summary>
    public long? Signed(string name) => Signed(name, Take(name));

    private long? Signed(string name, RawValue value)
    {
        if (value.IsMissing || value.Type == BsonType.Null) return null;
        if (!value.IsNumber) throw Wrong(name, value, "number");
        return value.Type == BsonType.Int64 ? value.View.Int64 : (long)value.View.ToDouble();
    }

    /// <summary>maxTimeMS; null when it is not given.</summary>
    public Deadline? TimeLimit(TimeProvider clock)
    {
        var given = Take("maxTimeMS");
        if (Number("maxTimeMS", given) is not { } limit) return null;
        if (given.View.ToDouble() != limit) throw CommandException.BadValue("maxTimeMS has non-integral value");
        return limit <= int.MaxValue ? new Deadline(clock, limit) : throw CommandException.BadValue($"{limit} value for maxTimeMS is out of range [0, {int.MaxValue}]");
    }

    /// <summary>The size of the first batch that a <c>cursor</c> document asks for; null when it leaves that open.</summary>
    public long? BatchSize(RawValue cursor)
    {
        if (cursor.IsMissing) return null;
        long? size = null;
        foreach (var (name, value) in cursor.Elements())
            size = name == "batchSize" ? Number(name, value) : throw new CommandException(ErrorCode.Location40415, $"BSON field '{Command}.cursor.{name}' is an unknown field.");
        return size;
    }

    /// <summary>A document, or missing.</summary>
    public RawValue Document(string name)
    {
        var value = Take(name);
        return value.IsMissing || value.IsDocument ? value : value.Type == BsonType.Null ? default : throw Wrong(name, value, "object");
    }

    public RawValue Array(string name)
    {
        var value = Take(name);
        return value.IsMissing || value.IsArray ? value : throw Wrong(name, value, "array");
    }

    /// <summary>A list of documents: a document sequence of the message, or an array in the command.</summary>
    public List<ReadOnlyMemory<byte>> Documents(string name)
    {
        if (_sequences.Remove(name, out var sequence)) return sequence;
        var array = Take(name);
        if (array.IsMissing) throw new CommandException(ErrorCode.Location40414, $"BSON field '{Command}.{name}' is missing but a required field");
        if (!array.IsArray) throw Wrong(name, array, "array");
        return [.. array.Values().Select(v => v.IsDocument ? v.Bytes : throw Wrong(name, v, "object"))];
    }

    /// <summary>The name or the key pattern of an index, or missing.</summary>
    public RawValue Hint()
    {
        var hint = Take("hint");
        return hint.IsMissing || hint.IsString || hint.IsDocument ? hint : throw CommandException.FailedToParse("Hint must be a string or an object");
    }

    /// <summary>A value that must be there.</summary>
    public RawValue Required(string name, RawValue value) =>
        value.IsMissing ? throw new CommandException(ErrorCode.Location40414, $"BSON field '{Command}.{name}' is missing but a required field") : value;

    /// <summary>Collations other than the simple one are refused.</summary>
    public void RefuseCollation()
    {
        var collation = Document("collation");
        if (!collation.IsMissing && !(collation["locale"] is { IsString: true } locale && locale.Text == "simple")) throw CommandException.NotImplemented("collation");
    }

    /// <summary>Ends the reading: anything left is unknown.</summary>
    public void Done()
    {
        foreach (var name in _left.Keys.Concat(_sequences.Keys))
            throw new CommandException(ErrorCode.Location40415, $"BSON field '{Command}.{name}' is an unknown field.");
    }

    private CommandException Wrong(string name, RawValue value, string expected) =>
        CommandException.TypeMismatch($"BSON field '{Command}.{name}' is the wrong type '{Query.Filters.TypeNames.Of(value.Type)}', expected type '{expected}'");
}
