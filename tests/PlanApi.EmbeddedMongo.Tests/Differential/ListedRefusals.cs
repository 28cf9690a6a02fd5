using System.Text.RegularExpressions;
using MongoDB.Bson;

namespace PlanApi.EmbeddedMongo.Tests.Differential;

/// <summary>Differences in what is refused, and with which code.</summary>
internal static partial class ListedRefusals
{
    public static readonly Listed[] All =
    [
        new("The gateway before DocumentDB has no number for what an expression refuses and says 1.",
            "src/mongo/db/pipeline/expression.cpp",
            static d => d.Theirs.Codes is [1] && d.Ours.Codes is [var code] && Misuses.AreOf(d.Command, code, d.Theirs.Refusal)),

        new("Constant expressions are computed before any document is looked at; DocumentDB computes for the documents it meets, and met none.",
            "src/mongo/db/pipeline/expression.cpp (ExpressionNary::optimize)",
            static d => d.IsAtOnce && d.Ours.Codes is [var code] && Misuses.AreOf(d.Command, code) && FoundNothing(d)),

        new("Each stage computes what it makes, also where the $count after it uses none of it.",
            "src/mongo/db/pipeline/document_source_single_document_transformation.cpp (doGetNext)",
            static d => d.Ours.Codes is [var code] && Misuses.AreOf(d.Command, code) && LastStage(d) == "$count" && d.Theirs.Value.Contains("found")),

        new("$group computes the value of $last for every document; DocumentDB for the last one.",
            "src/mongo/db/pipeline/document_source_group_base.cpp (processDocument), accumulator.h (needsInput)",
            static d => d.Ours.Codes is [var code] && d.Theirs.Value.Contains("found")
                && d.Command.GetValue("pipeline", new BsonArray()).AsBsonArray.Any(s => s.AsBsonDocument.GetValue("$group", new BsonDocument()).AsBsonDocument.GetValue("v", null) is BsonDocument v && v.TryGetValue("$last", out var last) && Misuses.AreOf(last, code))),

        new("Paths that clash are refused (40) when the update is read; DocumentDB finds the clash when it gets there.",
            "src/mongo/db/update/update_object_node.cpp (parseAndMerge)",
            static d => d.Ours.Codes is [40] && !d.Theirs.Codes.Contains(40) && Clash([.. d.Targets.Select(t => t.Path)])),

        new("A $ beside a position clashes only where it stands for that position, which a document tells.",
            "src/mongo/db/update/update_object_node.cpp (apply), update_node.cpp (createUpdateNodeByMerging)",
            static d => d.Theirs.Codes is [40] && !d.Ours.Codes.Contains(40) && HasPositionalSibling([.. d.Targets.Select(t => t.Path)])),

        new("$[] and $[name] on what is no array is a bad value (2); DocumentDB says that the path is not viable (28), or nothing.",
            "src/mongo/db/update/update_array_node.cpp (apply)",
            static d => d.Ours.Codes is [2] && d.Theirs.Codes is [28] or [] && d.Ours.Refusal.Contains("apply array updates", StringComparison.Ordinal)
                && d.Targets.Any(t => Array.Exists(t.Path, p => p.StartsWith("$[", StringComparison.Ordinal)))),

        new("A $ without a position found by the query is a bad value (2); DocumentDB says that the path is not viable (28) or clashes (40), or nothing.",
            "src/mongo/db/update/update_object_node.cpp (apply)",
            static d => d.Ours.Codes is [2] && d.Theirs.Codes is [28] or [40] or [] && d.Ours.Refusal.Contains("positional operator did not find", StringComparison.Ordinal) && d.Targets.Any(t => t.Path.Contains("$"))),

        new("$pop of what is no array is a type mismatch (14); DocumentDB says bad value (2).",
            "src/mongo/db/update/pop_node.cpp (updateExistingElement)",
            static d => d.Ours.Codes is [14] && d.Theirs.Codes is [2] && d.Ours.Refusal.Contains("non-array type", StringComparison.Ordinal) && d.Targets.Any(t => t.Operator == "$pop")),

        new("A field of an empty array cannot be made: the path is not viable (28); DocumentDB fails to parse it (9).",
            "src/mongo/db/update/path_support.cpp (createPathAt)",
            static d => d.Ours.Codes is [28] && d.Theirs.Codes is [9] && d.Theirs.Refusal.Contains("invalid array element", StringComparison.Ordinal)),

        new("$rename of a field to itself is a bad value (2) when the update is read, unless it clashes with what stands before it; DocumentDB finds that it clashes with itself (40) when it gets there.",
            "src/mongo/db/update/rename_node.cpp (init), update_object_node.cpp (parseAndMerge)",
            static d => d.Ours.Codes is [2] && !d.Theirs.Codes.Contains(2) && d.Ours.Refusal.Contains("must differ", StringComparison.Ordinal) && !Clash(UpToRenameToItself(d))),

        new("$unset does nothing where its field could not be; DocumentDB says that the path is not viable (28).",
            "src/mongo/db/update/unset_node.h (allowNonViablePath)",
            static d => d.Ours.Codes.Count == 0 && d.Theirs.Codes is [28] && d.Targets.Any(t => t.Operator == "$unset") && d.Targets.All(t => t.Operator == "$unset" || t.Path.Length == 1)),

        new("$rename of a missing field does nothing, whatever is where it would go; DocumentDB looks there first (9).",
            "src/mongo/db/update/rename_node.cpp (apply)",
            static d => d.Ours.Codes.Count == 0 && d.Theirs.Codes is [9] && (d.Update as BsonDocument)?.GetValue("$rename", null) is BsonDocument renames
                && d.Before.Any(b => renames.Any(r => !Paths.At(b, r.Name).Any() && Paths.MeetsArray(b, r.Value.AsString)))),

        new("Operators work in the order of their paths, and the first fault is told; DocumentDB works in another order.",
            "https://www.mongodb.com/docs/v7.0/reference/operator/update/ (Behavior); src/mongo/db/update/path_support.h (cmpPathsAndArrayIndexes)",
            static d => d.Ours.Codes is [2] or [14] or [28] && d.Theirs.Codes is [2] or [9] or [14] or [28] && d.Targets.Select(t => t.Path[0]).Distinct().Count() > 1),

        new("$slice in a projection may be the operator on expressions; DocumentDB takes numbers only.",
            "src/mongo/db/query/projection_parser.cpp (parseSubObjectAsExpression)",
            static d => d.Ours.Codes.Count == 0 && d.Theirs.Codes is [1] && d.Theirs.Refusal.Contains("first parameter of $slice", StringComparison.Ordinal) && d.Command.Contains("find") && d.Command.GetValue("projection", new BsonDocument()).Mentions("$slice")),

        new("Two arrays cannot be sorted by together (2); DocumentDB sorts where it can tell without the second.",
            "src/mongo/db/index/sort_key_generator.cpp (computeSortKeyFromDocumentWithoutMetadata), btree_key_generator.cpp (_getKeysWithArray)",
            static d => d.Ours.Codes is [2] && !d.Theirs.Codes.Contains(2) && d.Ours.Refusal.Contains("parallel arrays", StringComparison.Ordinal)
                && d.Sorts.Any(s => d.Before.Any(b => s.Names.Where(n => Paths.MeetsArray(b, n)).Select(n => n.Split('.')[0]).Distinct().Count() > 1))),

        new("Two arrays cannot be indexed together (171); DocumentDB does.",
            "https://www.mongodb.com/docs/v7.0/core/indexes/index-types/index-multikey/ (Compound Multikey Indexes)",
            static d => d.Ours.Codes is [171] && d.Theirs.Codes.Count == 0 && d.Scenario.Indexes.Any(i => i["key"].AsBsonDocument.Names is var keys
                && d.Theirs.Value["collection"].AsBsonArray.Any(c => keys.Where(k => Paths.MeetsArray(c, k)).Select(k => k.Split('.')[0]).Distinct().Count() > 1))),

        new("Two paths that come to one element of an array clash (40) before anything is done to it; DocumentDB tells the fault of the first.",
            "src/mongo/db/update/update_array_node.cpp (apply), update_node.cpp (createUpdateNodeByMerging)",
            static d => d.Ours.Codes is [40] && d.Theirs.Codes is [2] or [14] or [28] && d.Ours.Refusal.Contains("Update created a conflict", StringComparison.Ordinal)),

        new("A $ found by the query works as that position, also where its array is missing; DocumentDB wants the array.",
            "src/mongo/db/update/update_object_node.cpp (apply, applyChild)",
            static d => d.Ours.Codes.Count == 0 && d.Theirs.Codes is [2] && d.Theirs.Refusal.Contains("does not exist within the document", StringComparison.Ordinal) && d.Targets.Any(t => t.Path.Contains("$"))),

        new("$inc and $mul of a boolean are a type mismatch (14); DocumentDB calculates with it in an array.",
            "src/mongo/db/update/arithmetic_node.cpp (updateExistingElement)",
            static d => d.Ours.Codes is [14] && d.Theirs.Codes.Count == 0 && d.Ours.Refusal.Contains("non-numeric type bool", StringComparison.Ordinal) && d.Targets.Any(t => t.Operator is "$inc" or "$mul" && t.Path.Length > 1)),

        new("What is not returned is not computed; DocumentDB computes before it skips and limits, and before it matches what it did not compute.",
            "https://www.mongodb.com/docs/v7.0/core/aggregation-pipeline-optimization/ ($project/$unset + $skip and + $match Sequence Optimization); src/mongo/db/pipeline/document_source_single_document_transformation.cpp (doOptimizeAt), document_source.cpp (pushMatchBefore)",
            static d => Misuses.IsRefusal(d.Command, d.Theirs) && d.Ours.Value.Contains("found")
                && (d.Command.Mentions("limit", "skip", "$limit", "$skip") || d.Command.GetValue("pipeline", new BsonArray()).AsBsonArray.Skip(1).Any(s => s.AsBsonDocument.Contains("$match")))),

        new("A constant that decides an $and or $or leaves nothing of the other operands; DocumentDB computes those before it.",
            "src/mongo/db/pipeline/expression.cpp (ExpressionAnd::optimize, ExpressionOr::optimize)",
            static d => Misuses.IsRefusal(d.Command, d.Theirs) && d.Ours.Codes.Count == 0 && HasDecided(d.Command)),

        new("A unique index holds null for a missing field, in compound and dotted keys too, so that no two documents have the same key by it; DocumentDB lets more in.",
            "https://www.mongodb.com/docs/v7.0/core/index-unique/ (Missing Document Field in a Unique Single-Field Index, Missing Document Fields in a Unique Compound Index)",
            static d => d.Theirs.Codes.All(d.Ours.Codes.Contains) && d.Ours.Codes.Contains(11000) && HasOnlyWideDuplicates(d)),

        new("An update of many documents is not one transaction: those before the one that fails stay changed; DocumentDB changes none.",
            "https://www.mongodb.com/docs/v7.0/core/write-operations-atomicity/ (Multi-Document Transactions)",
            static d => d.Ours.Codes.Count > 0 && d.Ours.Codes.SequenceEqual(d.Theirs.Codes) && d.Command["updates"][0].AsBsonDocument.GetValue("multi", false).AsBoolean
                && Answers.Same(d.Theirs.Value["collection"], d.Before)),

        new("An upsert takes equalities from its filter, and in $all $elemMatch and patterns are none; DocumentDB finds two (54).",
            "src/mongo/db/update/path_support.cpp (extractEqualityMatches), src/mongo/db/matcher/expression_parser.cpp (parseAll)",
            static d => d.Theirs.Codes is [54] && !d.Ours.Codes.Contains(54) && d.Command.Mentions("upsert") && HasOneEqualityAtMost(d.Query)),
    ];

    /// <summary>Whether a constant stands among the operands of an $and that is false, or of an $or that is true.</summary>
    private static bool HasDecided(BsonValue value) => value switch
    {
        BsonDocument document => document.Any(e => e.Name is "$and" or "$or" && e.Value is BsonArray operands && operands.Any(o => Decides(o, e.Name == "$or")) || HasDecided(e.Value)),
        BsonArray array => array.Any(HasDecided),
        _ => false,
    };

    private static bool Decides(BsonValue operand, bool truth) => operand switch
    {
        BsonDocument or BsonArray => false,
        BsonString text => truth && !text.Value.StartsWith('$'),
        { IsNumeric: true } => operand.ToDouble() != 0 == truth,
        BsonBoolean flag => flag.Value == truth,
        _ => operand.IsBsonNull != truth,
    };

    private static string? LastStage(Difference difference) =>
        difference.Command.GetValue("pipeline", null) is BsonArray { Count: > 0 } pipeline ? pipeline[^1].AsBsonDocument.GetElement(0).Name : null;

    private static bool FoundNothing(Difference difference)
    {
        var theirs = difference.Theirs.Value;
        return theirs.TryGetValue("found", out var found) && (found.AsBsonArray.Count == 0 || LastStage(difference) == "$count" && found.AsBsonArray is [BsonDocument { ElementCount: 1 } only] && only["n"] == 0)
            || theirs.TryGetValue("last", out var last) && last["n"] == 0 && theirs["value"].IsBsonNull
            || theirs.TryGetValue("n", out var n) && n == 0 && difference.Theirs.Codes.Count == 0;
    }

    private static bool Clash(IReadOnlyList<string[]> paths) => Pairs(paths).Any(static p =>
    {
        var shared = p.One.Zip(p.Other).TakeWhile(static x => x.First == x.Second).Count();
        return shared == Math.Min(p.One.Length, p.Other.Length) || p.One[shared].StartsWith("$[", StringComparison.Ordinal) != p.Other[shared].StartsWith("$[", StringComparison.Ordinal);
    });

    /// <summary>The paths that are read up to a field that $rename leaves its name.</summary>
    private static List<string[]> UpToRenameToItself(Difference difference)
    {
        var itself = difference.Update!["$rename"].AsBsonDocument.First(e => e.Name == e.Value).Name;
        var targets = difference.Targets.ToList();
        return targets[..(targets.FindIndex(t => t.Operator == "$rename" && string.Join('.', t.Path) == itself) + 1)].ConvertAll(t => t.Path);
    }

    private static bool HasPositionalSibling(IReadOnlyList<string[]> paths) => Pairs(paths).Any(static p =>
    {
        var shared = p.One.Zip(p.Other).TakeWhile(static x => x.First == x.Second).Count();
        return shared < Math.Min(p.One.Length, p.Other.Length) && p.One[shared] == "$" != (p.Other[shared] == "$");
    });

    private static IEnumerable<(string[] One, string[] Other)> Pairs(IReadOnlyList<string[]> paths) => paths.SelectMany((one, i) => paths.Skip(i + 1).Select(other => (one, other)));

    /// <summary>All duplicates that the embedded store names are in compound or dotted keys, or of nulls.</summary>
    private static bool HasOnlyWideDuplicates(Difference difference)
    {
        var duplicates = Duplicate().Matches(difference.Ours.Refusal).Where(m => m.Groups["index"].Value != "_id_").ToList();
        return duplicates.Count > 0 && duplicates.TrueForAll(m =>
            difference.Scenario.Indexes.Single(i => i["name"] == m.Groups["index"].Value)["key"].AsBsonDocument is var key
            && (key.ElementCount > 1 || key.GetElement(0).Name.Contains('.', StringComparison.Ordinal) || m.Groups["key"].Value.Contains(": null", StringComparison.Ordinal)));
    }

    [GeneratedRegex(@"index: (?<index>\S+) dup key: \{(?<key>[^\n]*)\}")]
    private static partial Regex Duplicate();

    private static bool HasOneEqualityAtMost(BsonValue value) => value switch
    {
        BsonDocument document => document.All(e => e.Name == "$all" ? e.Value.AsBsonArray.Count(v => v is not BsonRegularExpression && !(v is BsonDocument match && match.Contains("$elemMatch"))) <= 1 : HasOneEqualityAtMost(e.Value)),
        BsonArray array => array.All(HasOneEqualityAtMost),
        _ => true,
    };
}
