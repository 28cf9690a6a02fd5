using MongoDB.Bson;
using PlanApi.EmbeddedMongo.Query.Execution;
using PlanApi.EmbeddedMongo.Query.Expressions;
using PlanApi.EmbeddedMongo.Query.Filters;
using PlanApi.EmbeddedMongo.Query.Planning;
using PlanApi.EmbeddedMongo.Query.Projections;
using PlanApi.EmbeddedMongo.Storage;
using PlanApi.EmbeddedMongo.Values;

namespace PlanApi.EmbeddedMongo.Query.Aggregation;

/// <summary>Reads pipelines. The head (matches, then a sort, a skip, a limit) becomes the request that is planned on indexes.</summary>
internal static class PipelineParser
{
    private const int MaxStages = 1000;

    /// <summary>The pipeline of an aggregate command.</summary>
    public static Pipeline Parse(RawValue stages, RawValue hint, Scope scope)
    {
        var all = Stages(stages).ConvertAll(s => Make(s.Name, s.Value, scope));
        StageOrder.Arrange(all);
        var filters = all.TakeWhile(s => s.Filter is not null).Select(s => s.Filter!).ToList();
        var at = filters.Count;
        SortOrder? sort = null;
        if (at < all.Count && all[at].Name == "$sort") sort = Sort(all[at++].Argument);
        long skip = 0;
        long? limit = null;
        if (at < all.Count && all[at].Name == "$skip") skip = Number("$skip", all[at++].Argument);
        if (at < all.Count && all[at].Name == "$limit") limit = Number("$limit", all[at++].Argument) + skip;
        var request = new Request(filters.Count == 1 ? filters[0] : new AndFilter(filters), sort, limit, hint);
        var rest = all[at..];
        return new Pipeline(request, skip, [.. rest.Select(s => s.Open)]) { Count = rest.Count == 1 ? CountOf(rest[0].Name, rest[0].Argument) : null };
    }

    /// <summary>The stages of an update by pipeline.</summary>
    public static List<Func<BsonDocument, BsonDocument>> ForUpdate(RawValue stages, Scope scope) => Stages(stages).ConvertAll<Func<BsonDocument, BsonDocument>>(stage =>
    {
        if (Transforms.Parse(stage.Name, stage.Value, scope) is { } transform) return document => Bounded.Checked(transform(document));
        Make(stage.Name, stage.Value, scope);
        throw new CommandException(ErrorCode.InvalidOptions, $"{stage.Name} is not allowed to be used within an update");
    });

    private static List<RawElement> Stages(RawValue stages)
    {
        var all = stages.Values().Select(Stage).ToList();
        return all.Count <= MaxStages ? all : throw new CommandException(ErrorCode.Location7749501, $"Pipeline length must be no longer than {MaxStages} stages.");
    }

    private static RawElement Stage(RawValue stage)
    {
        if (!stage.IsDocument) throw CommandException.TypeMismatch("Each element of the 'pipeline' array must be an object");
        var fields = stage.Elements().ToList();
        return fields.Count == 1 ? fields[0] : throw new CommandException(ErrorCode.Location40323, "A pipeline stage specification object must contain exactly one field.");
    }

    private static StageSpec Make(string name, RawValue argument, Scope scope)
    {
        StageSpec Spec(Func<DocumentSource, DocumentSource> open) => new(name, argument, open);
        switch (name)
        {
            case "$match":
                return StageSpec.Match(Match(argument, scope));
            case "$sort":
                var order = Sort(argument);
                return Spec(input => new SortStage(input, order));
            case "$limit":
                var limit = Number(name, argument);
                return Spec(input => new LimitStage(input, limit));
            case "$skip":
                var skip = Number(name, argument);
                return Spec(input => new SkipStage(input, skip));
            case "$project":
                var projection = Transforms.Project(argument, scope);
                return Spec(input => new ProjectionStage(input, projection, null)) with { Keeps = projection.Keeps };
            case "$addFields" or "$set" or "$unset" or "$replaceRoot" or "$replaceWith":
                var transform = Transforms.Parse(name, argument, scope)!;
                return Spec(input => new TransformStage(input, transform)) with { Keeps = Transforms.Keeps(name, argument) };
            case "$unwind":
                var unwind = UnwindSpec.Parse(argument);
                return Spec(input => new UnwindStage(input, unwind)) with { Keeps = f => f != unwind.Path[0] && f != unwind.Index?[0] };
            case "$group":
                var group = GroupSpec.Parse(argument, scope);
                return Spec(input => new GroupStage(input, group, scope));
            case "$sortByCount":
                var counted = GroupSpec.Counting(argument, scope);
                var descending = SortOrder.Parse(RawValue.From(new BsonDocument("count", -1)))!;
                return Spec(input => new SortStage(new GroupStage(input, counted, scope), descending));
            case "$count":
                var field = CountField(argument);
                return Spec(input => new CountStage(input, field));
            case "$lookup" or "$facet" or "$graphLookup" or "$unionWith" or "$out" or "$merge" or "$geoNear" or "$sample" or "$bucket" or "$bucketAuto" or "$redact" or "$setWindowFields"
                or "$densify" or "$fill" or "$documents" or "$changeStream" or "$collStats" or "$indexStats" or "$search" or "$planCacheStats" or "$currentOp" or "$listSessions" or "$listLocalSessions":
                throw CommandException.NotImplemented($"the stage {name}");
            default:
                throw new CommandException(ErrorCode.Location40324, $"Unrecognized pipeline stage name: '{name}'");
        }
    }

    private static Filter Match(RawValue argument, Scope scope) =>
        FilterParser.Parse(argument.IsDocument ? argument : throw new CommandException(ErrorCode.Location15959, "the match filter must be an expression in an object"), scope);

    private static SortOrder Sort(RawValue argument)
    {
        if (!argument.IsDocument) throw new CommandException(ErrorCode.Location15973, "the $sort key specification must be an object");
        var order = SortOrder.Parse(argument, out var natural);
        if (natural != 0) throw new CommandException(ErrorCode.Location16410, "FieldPath field names may not start with '$'. Consider using $getField or $setField.");
        return order ?? throw new CommandException(ErrorCode.Location15976, "$sort stage must have at least one sort key");
    }

    private static long Number(string name, RawValue argument)
    {
        var number = argument.IsNumber ? argument.View.ToDouble() : double.NaN;
        if (!(number >= 0 && number < long.MaxValue && number == Math.Floor(number)))
            throw new CommandException(name == "$limit" ? ErrorCode.Location5107201 : ErrorCode.Location5107200, $"invalid argument to {name} stage: Expected a non-negative integer in: {name}: {ShellJson.Of(argument.ToBsonValue())}");
        return number == 0 && name == "$limit" ? throw new CommandException(ErrorCode.Location15958, "the limit must be positive") : (long)number;
    }

    private static string CountField(RawValue argument)
    {
        if (!argument.IsString || argument.Text is not { Length: > 0 } field) throw new CommandException(ErrorCode.Location40156, "the count field must be a non-empty string");
        if (field.StartsWith('$')) throw new CommandException(ErrorCode.Location40158, "the count field cannot be a $-prefixed path");
        return field.Contains('.') ? throw new CommandException(ErrorCode.Location40160, "the count field cannot contain '.'") : field;
    }

    /// <summary>Recognises <c>{$count: "n"}</c> and <c>{$group: {_id: constant, n: {$sum: 1}}}</c>.</summary>
    private static CountShape? CountOf(string name, RawValue argument)
    {
        if (name == "$count") return new CountShape(CountField(argument), null);
        if (name != "$group" || argument.ToBsonValue() is not BsonDocument { ElementCount: 2 } group || !group.TryGetValue("_id", out var id)) return null;
        var counted = group.First(e => e.Name != "_id");
        var constant = id is BsonNull or BsonInt32 or BsonInt64 or BsonDouble or BsonBoolean;
        return constant && counted.Value is BsonDocument { ElementCount: 1 } sum && sum.TryGetValue("$sum", out var one) && one == 1 && one.IsInt32 ? new CountShape(counted.Name, id) : null;
    }
}
