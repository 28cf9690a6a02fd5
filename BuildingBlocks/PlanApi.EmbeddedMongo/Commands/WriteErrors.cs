using MongoDB.Bson;

namespace PlanApi.EmbeddedMongo.Commands;

/// <summary>The refused writes of one command, in the form of a reply's writeErrors.</summary>
internal sealed class WriteErrors
{
    private readonly BsonArray _errors = [];

    public void Add(int index, CommandException refusal)
    {
        var error = new BsonDocument { { "index", index }, { "code", (int)refusal.Code }, { "errmsg", refusal.Message } };
        if (refusal.Details is { } details) error.AddRange(details);
        _errors.Add(error);
    }

    public void Write(Wire.ReplyBuilder reply)
    {
        if (_errors.Count > 0) reply.Add("writeErrors", _errors);
    }
}
