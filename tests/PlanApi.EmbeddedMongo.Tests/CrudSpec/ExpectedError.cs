using MongoDB.Bson;
using MongoDB.Driver;

namespace PlanApi.EmbeddedMongo.Tests.CrudSpec;

/// <summary>expectError: what an operation must fail with.</summary>
internal static class ExpectedError
{
    /// <summary>How the exception differs from what is expected; null when it does not.</summary>
    public static string? Difference(BsonDocument expected, Exception error)
    {
        // The driver wraps what stopped a client's bulk write.
        if (error is ClientBulkWriteException { InnerException: { } cause }) error = cause;
        // What this runner itself does wrong is no error that a test can expect.
        if (error.Source?.StartsWith("MongoDB.", StringComparison.Ordinal) != true) return $"{error.GetType().Name} came, not from the driver ({error.Message})";
        foreach (var (name, value) in expected.Select(e => (e.Name, e.Value)))
        {
            var difference = name switch
            {
                "isError" => value.AsBoolean ? null : "an error came",
                "isClientError" => value.AsBoolean == error is not MongoServerException ? null : $"{error.GetType().Name} came",
                "errorContains" => error.Message.Contains(value.AsString, StringComparison.OrdinalIgnoreCase) ? null : $"the message does not have '{value}'",
                "errorCode" => Code(error) == value.ToInt32() ? null : $"the code is {Code(error)}, expected {value}",
                "errorCodeName" => CodeName(error) == value.AsString ? null : $"the name is {CodeName(error)}, expected {value}",
                "errorLabelsContain" => value.AsBsonArray.All(l => (error as MongoException)?.HasErrorLabel(l.AsString) == true) ? null : $"not all of the labels {value} came",
                "errorLabelsOmit" => value.AsBsonArray.Any(l => (error as MongoException)?.HasErrorLabel(l.AsString) == true) ? $"one of the labels {value} came" : null,
                "errorResponse" => Matching.Difference(value, Response(error)),
                "expectResult" => error is MongoBulkWriteException<BsonDocument> bulk ? Matching.Difference(value, WriteModels.Result(bulk.Result)) : Matching.Difference(value, null),
                _ => throw new UnsupportedException($"expectError.{name}")
            };
            if (difference is not null) return $"{name}: {difference} ({error.Message})";
        }
        return null;
    }

    private static int? Code(Exception error) => error switch
    {
        MongoCommandException command => command.Code,
        MongoWriteException write => write.WriteError?.Code ?? write.WriteConcernError?.Code,
        MongoBulkWriteException bulk => bulk.WriteErrors.Select(e => (int?)e.Code).FirstOrDefault() ?? bulk.WriteConcernError?.Code,
        _ => null
    };

    private static string? CodeName(Exception error) => (error as MongoCommandException)?.CodeName;

    /// <summary>The server's reply, which the driver keeps for commands; of a write's error it keeps the code and the details.</summary>
    private static BsonDocument? Response(Exception error) => error switch
    {
        MongoCommandException command => command.Result,
        MongoWriteException { WriteError: { } write } => Response(write),
        MongoBulkWriteException { WriteErrors: [var write, ..] } => Response(write),
        _ => null
    };

    private static BsonDocument Response(WriteError write) => new() { { "code", write.Code }, { "errInfo", write.Details, write.Details is not null } };
}
