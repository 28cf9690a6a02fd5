using PlanApi.EmbeddedMongo.Query.Execution;
using PlanApi.EmbeddedMongo.Query.Filters;
using PlanApi.EmbeddedMongo.Values;

namespace PlanApi.EmbeddedMongo.Query.Aggregation;

/// <summary>A stage of a pipeline: as it is written, and what it does to the documents of the stage before.</summary>
internal sealed record StageSpec(string Name, RawValue Argument, Func<DocumentSource, DocumentSource> Open)
{
    /// <summary>What a $match lets through.</summary>
    public Filter? Filter { get; private init; }

    /// <summary>Which top-level fields it hands on as they are. A stage that does not say may leave documents out, or bring others.</summary>
    public Func<string, bool>? Keeps { get; init; }

    /// <summary>It makes one document of each.</summary>
    public bool IsOneToOne => Name is "$project" or "$addFields" or "$set" or "$unset" or "$replaceRoot" or "$replaceWith";

    public static StageSpec Match(Filter filter) => new("$match", default, input => new MatchStage(input, filter)) { Filter = filter };
}

/// <summary>
/// Puts the stages of a pipeline in the order that MongoDB gives them: what leaves documents out goes ahead of stages that do not change what it asks for. Indexes
/// serve it there; and for what is left out nothing is computed, nor refused.
/// </summary>
internal static class StageOrder
{
    public static void Arrange(List<StageSpec> stages)
    {
        for (var i = 1; i < stages.Count; i++)
            for (var at = i; at > 0 && GoesAhead(stages, at); at--) { }
    }

    /// <summary>Moves a stage ahead of the one before it, or as much of it as may go there.</summary>
    private static bool GoesAhead(List<StageSpec> stages, int at)
    {
        var (before, stage) = (stages[at - 1], stages[at]);
        if (stage.Name is "$skip" or "$limit" && before.IsOneToOne || stage.Filter is not null && before.Name == "$sort")
        {
            (stages[at - 1], stages[at]) = (stage, before);
            return true;
        }
        if (stage.Filter is null || before.Keeps is not { } keeps) return false;
        var parts = stage.Filter.Conjuncts().ToLookup(f => f.LooksOnlyAt(keeps));
        if (!parts[true].Any()) return false;
        stages[at] = before;
        stages[at - 1] = StageSpec.Match(new AndFilter([.. parts[true]]));
        if (parts[false].Any()) stages.Insert(at + 1, StageSpec.Match(new AndFilter([.. parts[false]])));
        return true;
    }
}
