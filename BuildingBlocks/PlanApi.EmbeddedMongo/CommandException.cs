namespace PlanApi.EmbeddedMongo;

/// <summary>A command (or one write of it) is refused, with MongoDB's error code.</summary>
internal sealed class CommandException(ErrorCode code, string message) : Exception(message)
{
    public ErrorCode Code { get; } = code;

    /// <summary>For a duplicate key: the index's key pattern and the values that are there already.</summary>
    public MongoDB.Bson.BsonDocument? Details { get; init; }

    public static CommandException BadValue(string message) => new(ErrorCode.BadValue, message);
    public static CommandException FailedToParse(string message) => new(ErrorCode.FailedToParse, message);
    public static CommandException TypeMismatch(string message) => new(ErrorCode.TypeMismatch, message);

    /// <summary>What MongoDB can do and this store cannot.</summary>
    public static CommandException NotImplemented(string what) => new(ErrorCode.NotImplemented, $"{what} is not supported by the embedded store");
}
