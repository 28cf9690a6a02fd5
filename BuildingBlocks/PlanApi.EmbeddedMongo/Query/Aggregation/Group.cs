using MongoDB.Bson;
using PlanApi.EmbeddedMongo.Query.Execution;
using PlanApi.EmbeddedMongo.Query.Expressions;
using PlanApi.EmbeddedMongo.Query.Filters;
using PlanApi.EmbeddedMongo.Storage.Sqlite;
using PlanApi.EmbeddedMongo.Values;

namespace PlanApi.EmbeddedMongo.Query.Aggregation;

/// <summary>The arguments of $group: what makes a group, and what is gathered of each.</summary>
internal sealed record GroupSpec(Expression Id, IReadOnlyList<(string Field, Func<Accumulator> Make, Expression Value)> Accumulators)
{
    public static GroupSpec Parse(RawValue argument, Scope scope)
    {
        if (!argument.IsDocument) throw new CommandException(ErrorCode.Location15947, "a group's fields must be specified in an object");
        var group = argument.ToBsonDocument();
        if (!group.TryGetValue("_id", out var id)) throw new CommandException(ErrorCode.Location15955, "a group specification must include an _id");
        var accumulators = new List<(string, Func<Accumulator>, Expression)>();
        foreach (var field in group.Where(e => e.Name != "_id"))
        {
            if (field.Name.Contains('.')) throw new CommandException(ErrorCode.Location40235, $"The field name '{field.Name}' cannot contain '.'");
            if (field.Name.StartsWith('$')) throw new CommandException(ErrorCode.Location40236, $"The field name '{field.Name}' cannot be an operator name");
            if (field.Value is not BsonDocument spec) throw new CommandException(ErrorCode.Location40234, $"The field '{field.Name}' must be an accumulator object");
            if (spec.ElementCount != 1) throw new CommandException(ErrorCode.Location40238, $"The field '{field.Name}' must specify one accumulator");
            var (name, value) = (spec.GetElement(0).Name, spec.GetElement(0).Value);
            if (name == "$count" && value is not BsonDocument { ElementCount: 0 }) throw CommandException.TypeMismatch("$count takes no arguments, i.e. $count:{}");
            var expression = name == "$count" ? new ConstantExpression(1) : scope.Parse(value);
            accumulators.Add((field.Name, Accumulator.Named(name), expression));
        }
        return new GroupSpec(IdOf(id, scope), accumulators);
    }

    /// <summary>In an _id of one named part, a missing value is null, as a missing _id is; with more parts it stays missing.</summary>
    private static Expression IdOf(BsonValue id, Scope scope) => id is BsonDocument { ElementCount: 1 } named && named.GetElement(0) is var part && !part.Name.StartsWith('$')
        ? scope.Parse(new BsonDocument(part.Name, new BsonDocument("$ifNull", new BsonArray { part.Value, BsonNull.Value })))
        : scope.Parse(id);

    /// <summary>$sortByCount's group.</summary>
    public static GroupSpec Counting(RawValue by, Scope scope) =>
        new(scope.Parse(by.ToBsonValue()), [("count", Accumulator.Named("$sum"), new ConstantExpression(1))]);
}

/// <summary>$group: one document per distinct _id, in the order the groups first appeared.</summary>
internal sealed class GroupStage(DocumentSource input, GroupSpec spec, Scope scope) : MakingStage(input)
{
    private const int MaxGroups = 1_000_000;
    private List<(BsonValue Id, Accumulator[] Values)>? _groups;
    private int _next;

    public override bool Next(SqliteFile file)
    {
        _groups ??= Gather(file);
        if (_next >= _groups.Count) return false;
        var (id, values) = _groups[_next++];
        var made = new BsonDocument("_id", id);
        for (var i = 0; i < values.Length; i++) made[spec.Accumulators[i].Field] = values[i].Result;
        Made(made);
        return true;
    }

    private List<(BsonValue, Accumulator[])> Gather(SqliteFile file)
    {
        var byKey = new Dictionary<byte[], Accumulator[]>(KeyEquality.Instance);
        var groups = new List<(BsonValue, Accumulator[])>();
        var bytes = 0L;
        while (Input.Next(file))
        {
            var variables = scope.Of(Input.Bson);
            var id = spec.Id.Evaluate(variables) ?? BsonNull.Value;
            var key = KeyEncoder.Encode(RawValue.From(id).View);
            if (!byKey.TryGetValue(key, out var values))
            {
                if (groups.Count == MaxGroups) throw new CommandException(ErrorCode.QueryExceededMemoryLimitNoDiskUseAllowed, $"$group would make more than {MaxGroups} groups");
                byKey[key] = values = [.. spec.Accumulators.Select(a => a.Make())];
                groups.Add((id, values));
                bytes += Bounded.Size(id) + key.Length;
            }
            for (var i = 0; i < values.Length; i++)
                if (!values[i].IsFull) bytes += values[i].Add(spec.Accumulators[i].Value.Evaluate(variables));
            if (bytes > Accumulator.MaxBytes) throw new CommandException(ErrorCode.QueryExceededMemoryLimitNoDiskUseAllowed, $"Exceeded memory limit for $group of {Accumulator.MaxBytes} bytes");
        }
        return groups;
    }
}
