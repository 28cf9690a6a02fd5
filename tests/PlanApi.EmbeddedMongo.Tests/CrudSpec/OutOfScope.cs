using System.IO.Enumeration;

namespace PlanApi.EmbeddedMongo.Tests.CrudSpec;

/// <summary>Why tests of the specification do not pass: the reason, what their failure says, and which they are (<c>file</c> or <c>file: test</c>, with wildcards).</summary>
internal sealed record OutOfScope(string Reason, string Failure, params string[] Tests)
{
    /// <summary>The reviewed list. A test on it that passes, or fails for another reason, fails the run.</summary>
    public static readonly OutOfScope[] List =
    [
        new("collations other than simple are refused", "collation is not supported by the embedded store", "*-collation"),
        new("stages that write into a collection are refused", "the stage $out is not supported by the embedded store",
            "aggregate-out", "aggregate-let: Aggregate to collection with let option", "bypassDocumentValidation: Aggregate with $out passes bypassDocumentValidation: false"),
        new("stages that write into a collection are refused", "the stage $merge is not supported by the embedded store", "aggregate-merge"),
        new("an aggregate on the database ($documents, $listLocalSessions) is refused", "an aggregate on the database is not supported by the embedded store",
            "db-aggregate", "aggregate-merge-errorResponse"),
        new("views are refused", "create with viewOn is not supported by the embedded store", "estimatedDocumentCount: estimatedDocumentCount works correctly on views"),
        new("document validators, and so collMod, are refused", "no such command: 'collMod'", "findOneAndUpdate-errorResponse: findOneAndUpdate document validation errInfo is accessible"),
        new("fail points are mongod's own, for tests of drivers", "no such command: 'configureFailPoint'",
            "bulkWrite-errorResponse", "deleteOne-errorResponse", "insertOne-errorResponse", "updateOne-errorResponse", "estimatedDocumentCount: estimatedDocumentCount errors correctly--*"),
        new("MongoDB.Driver 3.14 has no option rawData, which is for servers from 8.2", "There is no support for the option rawData", "*-rawdata"),
        new("MongoDB.Driver waits for the result of findOneAnd… whatever the write concern", "expected BsonNull", "findOneAnd*-hint-unacknowledged")
    ];

    public static OutOfScope? Of(string file, string test) => Array.Find(List, l => Array.Exists(l.Tests, t => Names(t, file, test)));

    public static bool Names(string entry, string file, string test) =>
        FileSystemName.MatchesSimpleExpression(entry, entry.Contains(": ") ? $"{file}: {test}" : file, ignoreCase: false);
}
