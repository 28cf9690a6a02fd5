using MongoDB.Bson;
using PlanApi.EmbeddedMongo.Tests.Semantics;

namespace PlanApi.EmbeddedMongo.Tests.Differential;

/// <summary>Differences in what is found and computed.</summary>
internal static class ListedResults
{
    private static readonly string[] Results = ["found", "values"];

    public static readonly Listed[] All =
    [
        new("$count of no documents gives no document; DocumentDB counts 0.",
            "https://www.mongodb.com/docs/v7.0/reference/operator/aggregation/count/ (Behavior)",
            static d => d.Found is ({ Count: 0 }, [BsonDocument { ElementCount: 1 } only]) && d.Command["pipeline"].AsBsonArray[^1].AsBsonDocument.Contains("$count") && only.GetValue("n", -1) == 0),

        new("$avg of decimals is a decimal; DocumentDB makes a double.",
            "https://www.mongodb.com/docs/v7.0/reference/operator/aggregation/avg/ (Result Type)",
            static d => d.Found is var (ours, theirs) && d.Command.Mentions("$avg") && Likeness.Of(ours, theirs, static (o, t) => o.IsDecimal128 && t.IsDouble && Likeness.SameNumber(o, t))),

        new("Of equal values with numbers of different types any may stand for all.",
            "https://www.mongodb.com/docs/v7.0/reference/bson-type-comparison-order/ (Numeric Types); src/mongo/db/commands/distinct.cpp",
            static d => d.Command.Contains("distinct") && d.Ours.Value.Contains("values") && d.Theirs.Value.Contains("values")
                && Answers.Same(Likeness.AnyOrder(Likeness.ByValue(d.Ours.Value["values"])), Likeness.AnyOrder(Likeness.ByValue(d.Theirs.Value["values"])))),

        new("The order in what set operators make is not specified, nor which of equal numbers stays; DocumentDB keeps them all in $setDifference.",
            "https://www.mongodb.com/docs/v7.0/reference/operator/aggregation/setUnion/ (Behavior); src/mongo/db/pipeline/expression.cpp (ExpressionSetDifference::evaluate)",
            static d => d.Found is var (ours, theirs) && d.Command.Mentions("$setUnion", "$setIntersection", "$setDifference")
                && Answers.Same(Likeness.AsSets(Likeness.ByValue(ours)), Likeness.AsSets(Likeness.ByValue(theirs)))),

        new("An empty array sorts before null and missing; DocumentDB takes it for one of them.",
            "https://www.mongodb.com/docs/v7.0/reference/bson-type-comparison-order/ (Arrays)",
            static d => IsSortOfSome(d) && d.Sorts.Any(s => s.Names.Any(n => d.Before.Any(b => Paths.MeetsEmptyArray(b, n))))),

        new("Paths through one array sort by its elements, each with all its fields; DocumentDB sorts by each path alone.",
            "src/mongo/db/index/sort_key_generator.cpp (computeSortKeyFromDocumentWithoutMetadata), btree_key_generator.cpp (_getKeysWithArray)",
            static d => IsSortOfSome(d) && d.Sorts.Any(s => s.Names.SelectMany((n, i) => s.Names.Skip(i + 1).Select(m => (n, m))).Any(p => d.Before.Any(b => Paths.ShareArray(b, p.n, p.m))))),

        new("An array that a path with a position leads to sorts whole where the position ends the path, else by its least element; DocumentDB sorts it as what is not there.",
            "src/mongo/db/index/btree_key_generator.cpp (_getKeysWithArray)",
            static d => IsSortOfSome(d) && d.Sorts.Any(s => s.Names.Any(n => Paths.HasPosition(n) && d.Before.Any(b => Paths.At(b, n).Any(v => v.IsBsonArray))))),

        new("Documents of one _id that $unwind made, and that sort alike, come in any order.",
            "https://www.mongodb.com/docs/v7.0/reference/operator/aggregation/sort/ (Sort Consistency)",
            static d => d.Found is var (ours, theirs) && d.Command.Mentions("$unwind") && d.Sorts.Count() > 1 && Answers.Same(Answers.InAnyOrder(ours), Answers.InAnyOrder(theirs))
                && Answers.Same(new BsonArray(ours.Select(o => o["_id"])), new BsonArray(theirs.Select(t => t["_id"])))),

        new("$in finds equal numbers of any type; DocumentDB's misses fractions that are double here and decimal there.",
            "https://www.mongodb.com/docs/v7.0/reference/bson-type-comparison-order/ (Numeric Types); src/mongo/base/compare_numbers.h (compareDecimalToDouble)",
            static d => FoundMore(d) && Ins(d.Query).Any(i => d.Before.Any(b => Paths.At(b, i.Path).Any(v => i.Values.Any(x => v.IsDecimal128 != x.IsDecimal128 && Likeness.SameNumber(v, x)))))),

        new("^ab?$ matches \"a\" with an index too; DocumentDB's index looks for what begins with ab.",
            "https://www.mongodb.com/docs/v7.0/reference/operator/query/regex/ (Index Use); src/mongo/db/query/analyze_regex.cpp (getRegexPrefixMatch)",
            static d => d.Scenario.Indexes.Any(i => i["key"].AsBsonDocument is var key && Paths.At(d.Query, key.GetElement(0).Name).Any(c => c is BsonDocument condition && condition.GetValue("$regex", "") == "^ab?$"))
                && FoundMore(d)),

        new("Groups come in no order, and arrays sort by their least element, alike with it; DocumentDB also sorts an empty array with null, and pushes in no order.",
            "https://www.mongodb.com/docs/v7.0/reference/operator/aggregation/group/ (Definition), /push/ (Behavior); https://www.mongodb.com/docs/v7.0/reference/bson-type-comparison-order/ (Arrays)",
            static d => d.Found is var (ours, theirs) && d.Command.Mentions("$group", "$sortByCount")
                && Answers.Same(Answers.InAnyOrder(WithoutPushOrder(d, ours)), Answers.InAnyOrder(WithoutPushOrder(d, theirs))) && IsSortedById(ours, BsonUndefined.Value) && IsSortedById(theirs, BsonNull.Value)),

        new("Of equal numbers of different types any may stand for a group.",
            "https://www.mongodb.com/docs/v7.0/reference/bson-type-comparison-order/ (Numeric Types)",
            static d => d.Found is var (ours, theirs) && d.Command.Mentions("$group", "$sortByCount") && Likeness.Of(ours, theirs, Likeness.SameNumber)),

        new("$first and $last of a field that is not there are null; DocumentDB leaves the field out.",
            "https://www.mongodb.com/docs/v7.0/reference/operator/aggregation/last/ (Missing Values)",
            static d => d.Found is var (ours, theirs) && d.Command.Contains("aggregate") && FirstOrLast(d.Command) is { Count: > 0 } fields && Answers.Same(Answers.InAnyOrder(WithoutNull(ours, fields)), Answers.InAnyOrder(WithoutNull(theirs, fields)))),

        new("$unset of a nested field makes nothing on the way; DocumentDB makes an empty document where it takes away others too.",
            "src/mongo/db/exec/projection_node.cpp (applyProjections)",
            static d => d.Found is var (ours, theirs) && d.Command["pipeline"].AsBsonArray.Select(s => s.AsBsonDocument.GetValue("$unset", null)).OfType<BsonArray>().SelectMany(u => u).Select(u => u.AsString.Split('.')).Where(u => u.Length > 1).ToList() is { Count: > 0 } unset
                && Answers.Same(ours, WithoutMade(ours, theirs, [.. unset.Select(u => u[..^1])]))),

        new("distinct follows a position in its path and takes the array there apart; DocumentDB leaves it out.",
            "https://www.mongodb.com/docs/v7.0/reference/command/distinct/ (Array Fields); src/mongo/db/bson/dotted_path_support.cpp (extractAllElementsAlongPath)",
            static d => d.Command.Contains("distinct") && Paths.HasPosition(d.Command["key"].AsString)
                && d.Ours.Value.TryGetValue("values", out var ours) && d.Theirs.Value.TryGetValue("values", out var theirs) && DiffersByNested(d, ours.AsBsonArray, theirs.AsBsonArray)),

        new("$addFields leaves a field that it changes in its place; DocumentDB moves it to the end.",
            "https://www.mongodb.com/docs/v7.0/reference/operator/aggregation/addFields/ (Overwriting an existing field)",
            static d => d.Found is var (ours, theirs) && d.Command.Mentions("$addFields", "$set") && Answers.Same(Answers.Sorted(ours), Answers.Sorted(theirs)) && Answers.Same(WithoutAdded(d, ours), WithoutAdded(d, theirs))),
    ];

    /// <summary>What the second server found is less than what the embedded store did.</summary>
    private static bool FoundMore(Difference difference) =>
        difference.Ours.Codes.Count == 0 && difference.Theirs.Codes.Count == 0
        && (difference.Command.Contains("findAndModify") ? difference.Theirs.Value["value"].IsBsonNull && difference.Theirs.Value["last"]["n"] == 0 && difference.Ours.Value["last"]["n"] == 1
            : Array.Exists(Results, f => difference.Ours.Value.TryGetValue(f, out var ours) && difference.Theirs.Value.TryGetValue(f, out var theirs) && Texts(theirs.AsBsonArray).IsProperSubsetOf(Texts(ours.AsBsonArray))));

    /// <summary>The $in of a filter, however deep, with their paths.</summary>
    private static IEnumerable<(string Path, BsonArray Values)> Ins(BsonDocument filter) => filter.SelectMany(e => e.Value switch
    {
        BsonArray filters when e.Name.StartsWith('$') => filters.OfType<BsonDocument>().SelectMany(Ins),
        BsonDocument condition when condition.GetValue("$in", null) is BsonArray values => [(e.Name, values)],
        _ => [],
    });

    /// <summary>Only the order differs, or what was taken by it.</summary>
    private static bool IsSortOfSome(Difference difference) =>
        difference.Ours.Codes.Count == 0
        // Of another document the update may be refused.
        && (difference.Command.Contains("findAndModify") || difference.Theirs.Codes.Count == 0)
        && (difference.Found is var (ours, theirs) && Answers.Same(Answers.InAnyOrder(WithoutFieldOrder(difference, ours)), Answers.InAnyOrder(WithoutFieldOrder(difference, theirs))) || TakesSome(difference));

    /// <summary>DocumentDB's $addFields moves what it changes to the end.</summary>
    private static BsonArray WithoutFieldOrder(Difference difference, BsonArray documents) => difference.Command.Mentions("$addFields", "$set") ? (BsonArray)Answers.Sorted(documents) : documents;

    /// <summary>The fields that a $group makes by $first or $last.</summary>
    private static List<string> FirstOrLast(BsonDocument command) =>
    [
        .. command["pipeline"].AsBsonArray.Select(s => s.AsBsonDocument.GetValue("$group", null)).OfType<BsonDocument>().SelectMany(g => g)
            .Where(e => e.Value is BsonDocument { ElementCount: 1 } made && made.GetElement(0).Name is ("$first" or "$last")).Select(e => e.Name),
    ];

    private static BsonArray WithoutNull(BsonArray documents, List<string> fields) =>
        new(documents.Select(d => new BsonDocument(d.AsBsonDocument.Where(e => !(e.Value.IsBsonNull && fields.Contains(e.Name))))));

    private static bool TakesSome(Difference difference) =>
        difference.Command.Contains("findAndModify") || difference.Found is not null && difference.Command.Mentions("limit", "skip", "$limit", "$skip");

    private static BsonArray WithoutPushOrder(Difference difference, BsonArray documents) => difference.Command.Mentions("$push") ? (BsonArray)Likeness.AnyOrder(documents) : documents;

    /// <summary>The other's documents without the empty ones at the paths that ours have nothing at.</summary>
    private static BsonArray WithoutMade(BsonArray ours, BsonArray theirs, List<string[]> paths)
    {
        var documents = (BsonArray)theirs.DeepClone();
        foreach (var (our, their) in ours.Zip(documents))
            foreach (var path in paths.Where(p => !Paths.At(our, string.Join('.', p)).Any())) Paths.RemoveEmpty(their.AsBsonDocument, path);
        return documents;
    }

    private static bool IsSortedById(BsonArray documents, BsonValue emptyArray)
    {
        var keys = documents.Select(d => d.AsBsonDocument.GetValue("_id", BsonNull.Value)).Select(id => id switch
        {
            BsonArray { Count: 0 } => emptyArray,
            BsonArray array => array.Aggregate((least, v) => ReferenceMatch.Compare(v, least) < 0 ? v : least),
            _ => id,
        }).ToList();
        return keys.Zip(keys.Skip(1)).All(p => ReferenceMatch.Compare(p.First, p.Second) <= 0);
    }

    /// <summary>What only one has are elements of an array that lies at the path in a document, or is such an array.</summary>
    private static bool DiffersByNested(Difference difference, BsonArray ours, BsonArray theirs)
    {
        var nested = difference.Before.SelectMany(b => Paths.At(b, difference.Command["key"].AsString)).OfType<BsonArray>().ToList();
        var (one, other) = (Texts(ours), Texts(theirs));
        return one.Except(other).All(Texts(nested.SelectMany(n => n)).Contains) && other.Except(one).All(Texts(nested).Contains);
    }

    private static HashSet<string> Texts(IEnumerable<BsonValue> values) => [.. values.Select(v => Likeness.ByValue(v).Canonical())];

    private static BsonArray WithoutAdded(Difference difference, BsonArray documents)
    {
        var added = difference.Command["pipeline"].AsBsonArray.SelectMany(s => s.AsBsonDocument).Where(s => s.Name is "$addFields" or "$set").SelectMany(s => s.Value.AsBsonDocument.Names).Select(n => n.Split('.')[0]).ToList();
        return new BsonArray(documents.Select(d => new BsonDocument(d.AsBsonDocument.Where(e => !added.Contains(e.Name)))));
    }
}
