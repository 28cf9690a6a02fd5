using MongoDB.Bson;
using PlanApi.EmbeddedMongo.Query.Aggregation;
using PlanApi.EmbeddedMongo.Query.Expressions;
using PlanApi.EmbeddedMongo.Query.Filters;
using PlanApi.EmbeddedMongo.Values;

namespace PlanApi.EmbeddedMongo.Query.Updates;

/// <summary>What an update is applied with: where the filter matched in an array, whether the document is being inserted, and the time.</summary>
internal sealed record UpdateContext(int? MatchedIndex, bool Inserting, DateTimeOffset Now, IReadOnlyDictionary<string, Filter> ArrayFilters);

/// <summary>A parsed update: a replacement, operators, each on its path, or a pipeline.</summary>
internal sealed class UpdateSpec
{
    private readonly BsonDocument? _replacement;
    private readonly List<Func<BsonDocument, BsonDocument>>? _pipeline;
    private readonly UpdateNode _operators = new();
    private readonly Dictionary<string, Filter> _arrayFilters;
    private readonly HashSet<string> _usedFilters = [];

    private UpdateSpec(BsonDocument? replacement, Dictionary<string, Filter> arrayFilters)
    {
        _replacement = replacement;
        _arrayFilters = arrayFilters;
    }

    public bool IsReplacement => _replacement is not null;

    /// <summary>Whether the array position at which the filter matched is needed.</summary>
    public bool NeedsPosition { get; private set; }

    private UpdateSpec(List<Func<BsonDocument, BsonDocument>> pipeline)
    {
        _pipeline = pipeline;
        _arrayFilters = [];
    }

    public static UpdateSpec Parse(RawValue update, RawValue arrayFilters, Scope scope)
    {
        if (update.IsArray && !arrayFilters.IsMissing) throw CommandException.FailedToParse("arrayFilters may not be specified for pipeline-syle updates");
        if (update.IsArray) return new UpdateSpec(PipelineParser.ForUpdate(update, scope));
        if (!update.IsDocument) throw CommandException.FailedToParse("Update argument must be either an object or an array");
        var document = update.ToBsonDocument();
        var filters = ArrayFilterParser.Parse(arrayFilters);
        if (document.ElementCount == 0 || !document.GetElement(0).Name.StartsWith('$'))
        {
            if (filters.Count > 0) throw CommandException.FailedToParse("Cannot use arrayFilters with a replacement-style update");
            var dollar = document.Names.FirstOrDefault(n => n.StartsWith('$'));
            if (dollar is not null) throw new CommandException(ErrorCode.DollarPrefixedFieldName, $"The dollar ($) prefixed field '{dollar}' in '{dollar}' is not allowed in the context of an update's replacement document. Consider using an aggregation pipeline with $replaceWith.");
            return new UpdateSpec(document, filters);
        }
        var spec = new UpdateSpec(null, filters);
        foreach (var (name, argument) in document.Select(e => (e.Name, e.Value))) spec.AddOperator(name, argument);
        var unused = filters.Keys.FirstOrDefault(f => !spec._usedFilters.Contains(f));
        return unused is null ? spec : throw CommandException.FailedToParse($"The array filter for identifier '{unused}' was not used in the update");
    }

    private void AddOperator(string name, BsonValue argument)
    {
        if (!ModifierParser.Knows(name)) throw CommandException.FailedToParse($"Unknown modifier: {name}. Expected a valid update modifier or pipeline-style update specified as an array");
        if (argument is not BsonDocument fields) throw CommandException.FailedToParse($"Modifiers operate on fields but we found type {TypeNames.Of(argument.BsonType)} instead. For example: {{$mod: {{<field>: ...}}}} not {{{name}: {argument}}}");
        foreach (var field in fields)
            foreach (var modifier in ModifierParser.Parse(name, field.Name, field.Value)) Add(modifier);
    }

    private void Add(Modifier modifier)
    {
        _operators.Add(modifier);
        NeedsPosition |= modifier.Path.Contains("$");
        foreach (var filter in modifier.Path.Where(UpdateNode.IsChoice).Select(p => p[2..^1]).Where(f => f.Length > 0))
        {
            if (!_arrayFilters.ContainsKey(filter)) throw CommandException.BadValue($"No array filter found for identifier '{filter}' in path '{string.Join('.', modifier.Path)}'");
            _usedFilters.Add(filter);
        }
    }

    /// <summary>The document after the update; the one given is left as it is.</summary>
    public BsonDocument Apply(BsonDocument document, int? matchedIndex, bool inserting, DateTimeOffset now)
    {
        var updated = _replacement is not null ? (BsonDocument)_replacement.DeepClone()
            : _pipeline is not null ? _pipeline.Aggregate(document, (made, stage) => stage(made))
            : (BsonDocument)document.DeepClone();
        var context = new UpdateContext(matchedIndex, inserting, now, _arrayFilters);
        new UpdateWalk(updated, context).Apply(_operators);
        // A replacement, by a pipeline too, keeps the _id that it does not name.
        if ((_replacement ?? (object?)_pipeline) is not null && !updated.Contains("_id") && document.TryGetValue("_id", out var id)) updated.InsertAt(0, new BsonElement("_id", id));
        CheckId(document, updated);
        return updated;
    }

    private static void CheckId(BsonDocument before, BsonDocument after)
    {
        if (before.TryGetValue("_id", out var old) && (!after.TryGetValue("_id", out var now) || BsonOrder.Compare(old, now) != 0))
            throw new CommandException(ErrorCode.ImmutableField, "Performing an update on the path '_id' would modify the immutable field '_id'");
        var at = after.IndexOfName("_id");
        if (at <= 0) return;
        var id = after.GetElement(at);
        after.RemoveAt(at);
        after.InsertAt(0, id);
    }
}
