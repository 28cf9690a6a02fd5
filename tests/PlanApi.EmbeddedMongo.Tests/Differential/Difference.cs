using MongoDB.Bson;

namespace PlanApi.EmbeddedMongo.Tests.Differential;

/// <summary>A command of a scenario, what was in the collection before it, and how the two servers answer.</summary>
internal sealed record Difference(Scenario Scenario, BsonArray Before, BsonDocument Command, Answer Ours, Answer Theirs)
{
    /// <summary>The embedded store refuses the command on an empty collection too.</summary>
    public bool IsAtOnce { get; init; }

    /// <summary>Equal to the last byte.</summary>
    public bool IsNoneInAnyway { get; } = Answers.Same(Ours.Value, Theirs.Value);

    /// <summary>
    /// Equal. New fields come in the order of their names (manual, "Update Operators", Behavior); DocumentDB adds them as the update has them: what an update by operators made
    /// is compared without that order.
    /// </summary>
    public bool IsNone => IsNoneInAnyway || Update is BsonDocument update && update.Names.Any(n => n.StartsWith('$')) && Answers.Same(Answers.Sorted(Ours.Value), Answers.Sorted(Theirs.Value));

    /// <summary>What kind of difference: while a scenario is made smaller it must not become another one.</summary>
    public string Nature => string.Join(' ', Command.GetElement(0).Name, string.Join(',', Ours.Codes), string.Join(',', Theirs.Codes));

    /// <summary>The update of an update or findAndModify; null when there is none.</summary>
    public BsonValue? Update => Command.GetValue("updates", null) is BsonArray updates ? (updates.FirstOrDefault() as BsonDocument)?.GetValue("u", null) : Command.GetValue("update", null) is BsonDocument update ? update : null;

    /// <summary>The filter of any command that has one.</summary>
    public BsonDocument Query => (Command.GetElement(0).Name switch
    {
        "find" => Command["filter"],
        "update" => First("updates"),
        "delete" => First("deletes"),
        _ => Command.GetValue("query", new BsonDocument()),
    }).AsBsonDocument;

    // A scenario that is made smaller may have no statement left.
    private BsonValue First(string statements) => (Command[statements].AsBsonArray.FirstOrDefault() as BsonDocument)?["q"] ?? new BsonDocument();

    /// <summary>The paths that update operators work at, with their operators; $rename has two.</summary>
    public IEnumerable<(string Operator, string[] Path)> Targets =>
        from operation in Update as BsonDocument ?? []
        where operation.Name.StartsWith('$') && operation.Value is BsonDocument
        from target in operation.Value.AsBsonDocument
        from path in operation.Name == "$rename" ? [target.Name, target.Value.AsString] : new[] { target.Name }
        select (operation.Name, path.Split('.'));

    /// <summary>What documents are sorted by: of find, findAndModify, and every $sort of a pipeline.</summary>
    public IEnumerable<BsonDocument> Sorts => Command.GetValue("pipeline", new BsonArray { new BsonDocument("$sort", Command.GetValue("sort", new BsonDocument())) }).AsBsonArray
        .Select(s => s.AsBsonDocument.GetValue("$sort", null)).OfType<BsonDocument>();

    /// <summary>The documents that both servers found, or null.</summary>
    public (BsonArray Ours, BsonArray Theirs)? Found =>
        Ours.Value.TryGetValue("found", out var ours) && Theirs.Value.TryGetValue("found", out var theirs) ? (ours.AsBsonArray, theirs.AsBsonArray) : null;

    public override string ToString() =>
        $"{Command.ToJson()}\nembedded: {Ours.Value.Canonical()} {Ours.Refusal}\n  second: {Theirs.Value.Canonical()} {Theirs.Refusal}";
}
