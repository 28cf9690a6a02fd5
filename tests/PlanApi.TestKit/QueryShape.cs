using MongoDB.Bson;

namespace PlanApi.TestKit;

/// <summary>Takes the queries out of commands, and says which are alike but for their values.</summary>
public static class QueryShape
{
    /// <summary>Stands for a regular expression that looks within texts.</summary>
    public const string Containing = "/.*/";

    private static readonly string[] BranchCollections = [".resources", ".history", ".links"];

    private static readonly BsonDocument Nothing = new("$set", new BsonDocument("seen", 1));

    private static readonly string[] Parts = ["filter", "query", "q", "pipeline", "sort", "updates", "deletes", "key"];

    /// <summary>The queries of a command, each a command that can be explained: the statements of an update or delete one by one.</summary>
    public static IEnumerable<BsonDocument> Queries(string name, BsonDocument command)
    {
        switch (name)
        {
            case "find" or "count" or "distinct" or "aggregate" or "findAndModify" when command[0].IsString:
                yield return new BsonDocument(command.Where(e => e.Name is not ("lsid" or "$db" or "$readPreference" or "readConcern" or "writeConcern")));
                break;
            case "update" or "delete":
                var list = name == "update" ? "updates" : "deletes";
                foreach (var statement in command[list].AsBsonArray.Select(static s => new BsonDocument(s.AsBsonDocument)))
                {
                    // What is written does not matter to how it is found, and may be large.
                    if (statement.Contains("u")) statement["u"] = Nothing;
                    yield return new BsonDocument { { name, command[0] }, { list, new BsonArray { statement } } };
                }

                break;
        }
    }

    /// <summary>Whether it is on a FHIR branch's collections.</summary>
    public static bool IsOfBranch(BsonDocument query) => BranchCollections.Any(c => query[0].AsString.EndsWith(c, StringComparison.Ordinal));

    /// <summary>The value with its long arrays cut, for a person to read.</summary>
    public static BsonValue Shortened(BsonValue value) => value switch
    {
        BsonDocument document => new BsonDocument(document.Select(e => new BsonElement(e.Name, Shortened(e.Value)))),
        BsonArray { Count: > 3 } array => new BsonArray { Shortened(array[0]), $"and {array.Count - 1} more" },
        BsonArray array => new BsonArray(array.Select(Shortened)),
        _ => value,
    };

    /// <summary>The command without its values.</summary>
    public static string Of(BsonDocument query) =>
        string.Join(' ', query.Where(e => e.Name == query.GetElement(0).Name || e.Name is "limit" or "skip" || Parts.Contains(e.Name)).Select((e, i) => $"{e.Name}:{(i == 0 ? e.Value : Skeleton(e.Value))}"));

    private static string Skeleton(BsonValue value) => value switch
    {
        BsonDocument document => "{" + string.Join(',', document.Select(e => $"{e.Name}:{Skeleton(e.Value)}")) + "}",
        BsonArray array => "[" + string.Join(',', array.Select(Skeleton).Distinct()) + "]",
        BsonInt32 { Value: 1 or -1 } direction => direction.ToString(),
        // A part of a text costs more than its beginning.
        BsonRegularExpression { Pattern: var pattern } when pattern.Contains(".*", StringComparison.Ordinal) => Containing,
        _ => "?",
    };
}
