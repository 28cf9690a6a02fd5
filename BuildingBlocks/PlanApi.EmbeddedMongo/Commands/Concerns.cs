using MongoDB.Bson;
using PlanApi.EmbeddedMongo.Query.Filters;
using PlanApi.EmbeddedMongo.Values;

namespace PlanApi.EmbeddedMongo.Commands;

/// <summary>readConcern and writeConcern: what one server keeps without being asked is taken, the rest is refused as MongoDB's standalone does.</summary>
internal static class Concerns
{
    private const int MaxMembers = 50;

    public static void Take(Arguments arguments)
    {
        if (arguments.Document("readConcern") is { IsMissing: false } read) CheckRead(read);
        if (arguments.Document("writeConcern") is { IsMissing: false } write) CheckWrite(write);
    }

    private static void CheckRead(RawValue concern)
    {
        foreach (var (name, value) in concern.Elements())
        {
            switch (name)
            {
                case "level":
                    CheckLevel(value.IsString ? value.Text : throw CommandException.TypeMismatch($"\"level\" had the wrong type. Expected string, found {TypeNames.Of(value.Type)}"));
                    break;
                case "afterClusterTime" or "atClusterTime":
                    throw new CommandException(ErrorCode.IllegalOperation, $"Cannot specify {name} readConcern without replication enabled");
                default:
                    throw new CommandException(ErrorCode.InvalidOptions, $"Unrecognized option in readConcern: {name}");
            }
        }
    }

    private static void CheckLevel(string level)
    {
        if (level is "snapshot" or "linearizable") throw new CommandException(ErrorCode.NotAReplicaSet, "node needs to be a replica set member to use this read concern");
        if (level is not ("local" or "available" or "majority"))
            throw CommandException.FailedToParse("readConcern.level must be either 'local', 'majority', 'linearizable', 'available', or 'snapshot'");
    }

    private static void CheckWrite(RawValue concern)
    {
        var waits = 0;
        foreach (var (name, value) in concern.Elements())
        {
            switch (name)
            {
                case "w":
                    CheckW(value);
                    break;
                case "j" or "fsync":
                    // Every write is answered after its fsync.
                    if (value.Type != BsonType.Boolean && !value.IsNumber) throw CommandException.TypeMismatch($"BSON field 'WriteConcernOptions.{name}' is the wrong type '{TypeNames.Of(value.Type)}', expected types '[bool, int, long, double, decimal]'");
                    if (value.Type == BsonType.Boolean ? value.View.Boolean : value.View.ToDouble() != 0) waits++;
                    break;
                case "wtimeout" or "wElectionId" or "wOpTime" or "getLastError":
                    // Nothing is waited for here; MongoDB takes the last three for old clients' sake.
                    break;
                default:
                    throw new CommandException(ErrorCode.Location40415, $"BSON field 'WriteConcernOptions.{name}' is an unknown field.");
            }
        }
        if (waits == 2) throw CommandException.FailedToParse("fsync and j options cannot be used together");
    }

    private static void CheckW(RawValue w)
    {
        if (w.IsNumber)
        {
            var members = w.View.ToDouble();
            if (members is <= -1 or >= MaxMembers + 1) throw CommandException.FailedToParse($"w has to be a non-negative number and not greater than {MaxMembers}; found: {members}");
            if (members >= 2) throw CommandException.BadValue("cannot use 'w' > 1 when a host is not replicated");
        }
        else if (w.IsString || w.IsDocument)
        {
            if (w.IsDocument || w.Text != "majority") throw CommandException.BadValue($"cannot use non-majority 'w' mode {w.ToBsonValue()} when a host is not a member of a replica set");
        }
        else if (!w.View.IsNullish) throw CommandException.FailedToParse($"w has to be a number, string, or object; found: {TypeNames.Of(w.Type)}");
    }
}
