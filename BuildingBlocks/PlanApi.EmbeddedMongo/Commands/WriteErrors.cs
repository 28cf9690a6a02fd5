using MongoDB.Bson;

namespace PlanApi.EmbeddedMongo.Commands;

/// <summary>The refused writes of one command, in the form of a reply's writeErrors.</summary>
internal sealed class WriteErrors
{
    private readonly BsonArray _errors = [];

    /// <exception cref="CommandException">The command's time is over, which fails it as a whole; what it wrote until then stays.</exception>
    public void Add(int index, CommandException refusal)
    {
        if (refusal.Code == ErrorCode.MaxTimeMSExpired) throw refusal;
        var error = new BsonDocument { { "index", index }, { "code", (int)refusal.Code }, { "errmsg", refusal.Message } };
        if (refusal.Details is { } details) error.AddRange(details);
        _errors.Add(error);
    }

    public void Write(Wire.ReplyBuilder reply)
    {
        if (_errors.Count > 0) reply.Add("writeErrors", _errors);
    }
}
