using MongoDB.Bson;

namespace PlanApi.EmbeddedMongo.Tests.Differential;

/// <summary>
/// Where DocumentDB, the second server at hand, answers otherwise than MongoDB's manual says: there the embedded store follows the manual.
/// On a MongoDB none of these is needed.
/// </summary>
internal static class ListedDifferences
{
    private delegate bool Rule(BsonDocument command, BsonDocument ours, BsonDocument theirs);

    private static readonly (string Manual, Rule Holds)[] Rules =
    [
        ("DocumentDB says of itself that it does not have it yet.", static (_, _, theirs) => theirs.Contains("unsupported")),
        ("Both refuse; the gateway before DocumentDB has no number for some of its errors and says 1.",
            static (_, ours, theirs) => Codes(ours).Count > 0 && Codes(theirs).Contains(1) && Codes(ours).Count == Codes(theirs).Count),
        ("A command is checked before any document is looked at; DocumentDB checks filters, updates and expressions only where a document meets them.",
            static (_, ours, theirs) => RefusedAtOnce(ours) && FoundNothing(theirs)),
        ("$count on no documents gives no document: it stands for $group and $project (manual, $count).",
            static (command, _, theirs) => command.Mentions("$count") && theirs.Contains("found") && theirs["found"].AsBsonArray.Any(d => d.AsBsonDocument.GetValue("n", -1) == 0)),
        ("A stage computes its fields also where $count uses none of them.", static (command, ours, _) => command.Mentions("$count") && Codes(ours).Count > 0),
        ("$group evaluates its accumulators for every document, so that an error in any is one (manual, $first).",
            static (command, ours, _) => command.Mentions("$group") && command.Mentions("$first", "$last") && ours.Contains("refused")),
        ("Both refuse, with other numbers: a value of the wrong type is 14 and a way that leads into one is 28 (manual, Error Codes); of two faults DocumentDB may name the other.",
            static (_, ours, theirs) => (Codes(ours), Codes(theirs)) is ([14], [2]) or ([28], [9]) or ([28], [2]) or ([40], [2]) or ([2], [40])),
        ("$unset does nothing where its field is missing, also where it could not be (manual, $unset).",
            static (command, ours, theirs) => command.Mentions("$unset") && Codes(ours).Count == 0 && Codes(theirs) is [28]),
        ("A unique index holds null for a missing field, and one document at most has it (manual, Unique Indexes); DocumentDB lets more in under compound and dotted keys.",
            static (_, ours, theirs) => Codes(ours).Contains(11000) && !Codes(theirs).Contains(11000)),
        ("$group makes a missing value null: as _id, in an _id of one part, and for $first, $last, $min and $max (manual, $group, $first); DocumentDB leaves some out and adds others.",
            static (command, ours, theirs) => command.Mentions("$group", "$sortByCount") && Alike(ours, theirs, Leniency.Nulls | Leniency.Types)),
        ("$avg of decimals is a decimal (manual, $avg).",
            static (command, ours, theirs) => command.Mentions("$avg") && Alike(ours, theirs, Leniency.Nulls | Leniency.Types)),
        ("Of equal numbers of different types any may stand for all (manual, distinct).",
            static (command, ours, theirs) => command.Contains("distinct") && Alike(ours, theirs, Leniency.Types | Leniency.Order)),
        ("The order in the arrays that set operators make is not specified (manual, $setUnion).",
            static (command, ours, theirs) => command.Mentions("$setUnion", "$setIntersection", "$setDifference") && Alike(ours, theirs, Leniency.Order | Leniency.Types)),
        ("Two arrays cannot be sorted by together (error 2); DocumentDB sorts.",
            static (command, ours, _) => command.Mentions("sort", "$sort") && Codes(ours) is [2]),
        ("An empty array sorts before null and missing (manual, Comparison/Sort Order); DocumentDB does not everywhere.",
            static (command, ours, theirs) => command.Mentions("sort", "$sort") && (HasEmptyArray(ours) || HasEmptyArray(theirs)) && (SameDocuments(ours, theirs) || command.Contains("findAndModify") || command.Mentions("skip", "limit", "$skip", "$limit"))),
        ("An update of many documents is not one transaction: those before the one that fails stay changed (manual, db.collection.updateMany).",
            static (command, ours, theirs) => command.Mentions("multi") && Codes(ours).Count > 0 && Codes(ours).SequenceEqual(Codes(theirs))),
        ("Operators that take away make nothing on the way: $rename, $pull, $pullAll, $pop do nothing where their field is missing (manual, $rename).",
            static (command, ours, theirs) => command.Mentions("$rename", "$pull", "$pullAll", "$pop") && Alike(ours, theirs, Leniency.EmptyDocuments)),
        ("An upsert takes equalities from its filter, and $all of $elemMatch holds none (manual, update with upsert).",
            static (command, _, theirs) => command.Mentions("upsert") && command.Mentions("$all") && Codes(theirs).Contains(54)),
        ("updatedExisting says that a document was found, also when the update changed nothing (manual, findAndModify).",
            static (command, ours, theirs) => command.Contains("findAndModify") && ours.Contains("last") && theirs.Contains("last") && Answers.Same(ours["value"], theirs["value"]) && Answers.Same(ours["collection"], theirs["collection"])
                && ours["last"]["n"] == 1 && theirs["last"]["n"] == 0),
        ("The positional $ clashes with a position only where it stands for it, which a document tells.",
            static (command, _, theirs) => command.Mentions(static n => n.Split('.').Contains("$")) && Codes(theirs).Contains(40)),
        ("distinct follows a position in its path and takes the array there apart (manual, distinct).",
            static (command, _, _) => command.Contains("distinct") && char.IsAsciiDigit(command["key"].AsString[^1])),
        ("$addFields leaves a field that it changes in its place.",
            static (command, ours, theirs) => command.Mentions("$addFields", "$set") && ours.Contains("found") && theirs.Contains("found") && Answers.Same(Answers.Sorted(ours), Answers.Sorted(theirs))),
    ];

    public static bool Have(BsonDocument command, BsonDocument ours, BsonDocument theirs) => Array.Exists(Rules, r => r.Holds(command, ours, theirs));

    private static bool HasEmptyArray(BsonValue value) => value switch
    {
        BsonArray array => array.Count == 0 || array.Any(HasEmptyArray),
        BsonDocument document => document.Values.Any(HasEmptyArray),
        _ => false,
    };

    private static bool SameDocuments(BsonDocument ours, BsonDocument theirs) =>
        ours.TryGetValue("found", out var our) && theirs.TryGetValue("found", out var their) && Answers.Same(Answers.InAnyOrder(our.AsBsonArray), Answers.InAnyOrder(their.AsBsonArray));

    private static bool Alike(BsonDocument ours, BsonDocument theirs, Leniency leniency) => Answers.Same(leniency.Of(ours), leniency.Of(theirs));

    /// <summary>Refused, and not as something the embedded store cannot do (238).</summary>
    private static bool RefusedAtOnce(BsonDocument answer) => Codes(answer) is { Count: > 0 } codes && !codes.Contains(238);

    private static bool FoundNothing(BsonDocument answer) =>
        answer.TryGetValue("found", out var found) && found.AsBsonArray.Count == 0
        || answer.TryGetValue("values", out var values) && values.AsBsonArray.Count == 0
        || answer.TryGetValue("n", out var n) && n == 0 && Codes(answer).Count == 0
        || answer.TryGetValue("value", out var value) && value.IsBsonNull;

    private static List<int> Codes(BsonDocument answer) => answer.GetValue("refused", new BsonArray()) switch
    {
        BsonArray errors => [.. errors.Select(e => e["code"].ToInt32())],
        var code => [code.ToInt32()],
    };
}
