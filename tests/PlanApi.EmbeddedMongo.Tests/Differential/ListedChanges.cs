using MongoDB.Bson;

namespace PlanApi.EmbeddedMongo.Tests.Differential;

/// <summary>Differences in what updates make of documents.</summary>
internal static class ListedChanges
{
    private static readonly string[] Adders = ["$push", "$addToSet"];
    private static readonly string[] Takers = ["$rename", "$pull", "$pullAll", "$pop"];

    public static readonly Listed[] All =
    [
        new("$rename, $pull, $pullAll and $pop make nothing on the way to what is missing; DocumentDB makes empty documents, and nulls up to a position.",
            "src/mongo/db/update/modifier_node.cpp (applyToNonexistentElement), rename_node.cpp (apply); https://www.mongodb.com/docs/v7.0/reference/operator/update/rename/ (Rename a Field That Does Not Exist)",
            static d => d.Ours.Codes.Count == 0 && d.Theirs.Codes.Count == 0
                && Ways(d) is { Count: > 0 } ways
                && Answers.Same(WithoutEmpty(d.Ours, ways), WithoutEmpty(d.Theirs, ways))),

        new("$push and $addToSet make the array also where nothing comes into it; DocumentDB does not.",
            "src/mongo/db/update/push_node.cpp, addtoset_node.cpp (setValueForNewElement)",
            static d => d.Ours.Codes.Count == 0 && d.Theirs.Codes.Count == 0
                && Adders.SelectMany(o => (d.Update as BsonDocument)?.GetValue(o, null) as BsonDocument ?? []).Where(e => e.Value is BsonDocument push && (push.GetValue("$slice", -1) == 0 || push.GetValue("$each", null) is BsonArray { Count: 0 })).Select(e => e.Name.Split('.')).ToList() is { Count: > 0 } pushed
                && Answers.Same(WithoutEmpty(d.Ours, pushed), WithoutEmpty(d.Theirs, pushed))),

        new("An upsert takes no equality from $all of $elemMatch; DocumentDB makes a field of the operator.",
            "src/mongo/db/update/path_support.cpp (extractEqualityMatches), src/mongo/db/matcher/expression_parser.cpp (parseAll)",
            static d => d.Theirs.Codes.Count == 0 && d.Ours.Codes.Count == 0 && d.Command.Mentions("upsert") && !d.Ours.Value.Mentions("$elemMatch")
                && Answers.Same(WithoutEmpty(d.Ours, Ways(d)), WithoutEmpty(d.Theirs with { Value = (BsonDocument)WithoutElementMatches(d.Theirs.Value) }, Ways(d)))),

        new("$pull by fields takes documents only; DocumentDB takes arrays that have none of the fields too.",
            "src/mongo/db/update/pull_node.cpp (ObjectMatcher)",
            static d => d.Ours.Codes.Count == 0 && d.Theirs.Codes.Count == 0 && ((d.Update as BsonDocument)?.GetValue("$pull", null) as BsonDocument ?? []).Where(e => e.Value is BsonDocument condition && condition.Names.All(n => !n.StartsWith('$'))).Select(e => e.Name.Split('.')).ToList() is { Count: > 0 } pulled
                && Answers.Same(WithoutNested(d.Ours, pulled), WithoutNested(d.Theirs, pulled))),

        new("$inc and $mul that give the same value change nothing; DocumentDB counts a change.",
            "src/mongo/db/update/arithmetic_node.cpp (updateExistingElement)",
            static d => d.Ours.Codes.Count == 0 && d.Theirs.Codes.Count == 0 && d.Targets.Any(t => t.Operator is "$inc" or "$mul") && d.Ours.Value.GetValue("modified", 1) == 0
                && Answers.Same(d.Ours.Value["collection"], d.Before) && Answers.Same(d.Theirs.Value["collection"], d.Before)),

        new("updatedExisting says that a document was found, also where the update changed nothing; DocumentDB says no.",
            "https://www.mongodb.com/docs/v7.0/reference/command/findAndModify/ (lastErrorObject)",
            static d => d.Command.Contains("findAndModify") && d.Ours.Value.Contains("last") && d.Theirs.Value.Contains("last")
                && Answers.Same(d.Ours.Value["value"], d.Theirs.Value["value"]) && Answers.Same(d.Ours.Value["collection"], d.Theirs.Value["collection"]) && Answers.Same(d.Ours.Value["collection"], d.Before)
                && d.Ours.Value["last"]["n"] == 1 && d.Ours.Value["last"]["updatedExisting"] == true && d.Theirs.Value["last"]["n"] == 0),
    ];

    /// <summary>All that lead to what is taken away.</summary>
    private static List<string[]> Ways(Difference difference) =>
        [.. difference.Targets.Where(t => Takers.Contains(t.Operator)).SelectMany(t => Enumerable.Range(1, t.Path.Length - 1).Select(n => t.Path[..n]))];

    /// <summary>The answer without what is empty at the paths, and without how many documents were changed by it.</summary>
    private static BsonValue WithoutEmpty(Answer answer, IEnumerable<string[]> paths)
    {
        var value = (BsonDocument)answer.Value.DeepClone();
        foreach (var document in value["collection"].AsBsonArray.Append(value.GetValue("value", BsonNull.Value)).OfType<BsonDocument>())
            foreach (var path in paths.OrderByDescending(p => p.Length)) Paths.RemoveEmpty(document, path);
        value.Remove("modified");
        if (value.TryGetValue("last", out var last)) value["last"] = last["upserted"];
        return Answers.Sorted(value);
    }

    private static BsonValue WithoutElementMatches(BsonValue value) => value switch
    {
        BsonDocument document => new BsonDocument(document.Select(e => new BsonElement(e.Name, WithoutElementMatches(e.Value)))
            .Where(e => !(e.Value is BsonDocument inner && inner.Contains("$elemMatch") || e.Value is BsonDocument { ElementCount: 0 } && document[e.Name].Mentions("$elemMatch")))),
        BsonArray array => new BsonArray(array.Select(WithoutElementMatches)),
        _ => value,
    };

    /// <summary>The answer without the arrays that lie in the arrays at the paths.</summary>
    private static BsonValue WithoutNested(Answer answer, List<string[]> paths)
    {
        var value = (BsonDocument)answer.Value.DeepClone();
        foreach (var document in value["collection"].AsBsonArray.Append(value.GetValue("value", BsonNull.Value)).OfType<BsonDocument>())
            foreach (var array in paths.SelectMany(p => Paths.At(document, string.Join('.', p))).OfType<BsonArray>())
                foreach (var nested in array.Where(v => v.IsBsonArray).ToList()) array.Remove(nested);
        value.Remove("modified");
        return Answers.Sorted(value);
    }
}
