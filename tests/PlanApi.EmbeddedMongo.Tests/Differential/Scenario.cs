using MongoDB.Bson;

namespace PlanApi.EmbeddedMongo.Tests.Differential;

/// <summary>Documents and indexes to begin with, and the commands that follow. What a seed makes, or what is left of it once it was made smaller.</summary>
internal sealed record Scenario(IReadOnlyList<BsonDocument> Indexes, IReadOnlyList<BsonDocument> Documents, IReadOnlyList<BsonDocument> Commands)
{
    public const string Collection = "things";

    private static readonly string[] IndexKeys =
        ["{a:1}", "{a:-1}", "{a:1,b:1}", "{a:1,s:-1}", "{s:1}", "{e:1}", "{e:-1,a:1}", "{'d.x':1}", "{'f.x':1}", "{'f.x':1,'f.y':1}", "{d:1}", "{b:1}", "{'d.x':1,a:-1}"];

    public static Scenario Of(int seed, Kind kind)
    {
        var dice = new Dice(seed);
        var commands = new RandomCommands(dice);
        var documents = dice.Several(4, 10, () => 0).Select((_, i) => commands.Documents.Document(i + 1)).ToList();
        var indexes = dice.Several(0, 3, () => dice.Of(IndexKeys)).Distinct().Select((k, i) => Index(dice, k, i)).ToList();
        return new Scenario(indexes, documents, dice.Several(8, 16, () => commands.Of(kind)));
    }

    private static BsonDocument Index(Dice dice, string key, int number)
    {
        var index = new BsonDocument { { "key", BsonDocument.Parse(key) }, { "name", $"i{number}" } };
        if (dice.Chance(20)) index["unique"] = true;
        if (dice.Chance(15)) index["sparse"] = true;
        else if (dice.Chance(15)) index["partialFilterExpression"] = BsonDocument.Parse(dice.Of("{a:{$gt:1}}", "{s:{$exists:true}}", "{s:'a'}"));
        return index;
    }

    /// <summary>What makes the collection, its indexes and its first documents: all that is sent before the commands.</summary>
    public IEnumerable<BsonDocument> Preparations()
    {
        yield return new BsonDocument("create", Collection);
        foreach (var index in Indexes) yield return new BsonDocument { { "createIndexes", Collection }, { "indexes", new BsonArray { index } } };
        foreach (var document in Documents) yield return new BsonDocument { { "insert", Collection }, { "documents", new BsonArray { document } } };
    }

    /// <summary>The same scenario with one thing less, for each thing it has: the later commands first.</summary>
    public IEnumerable<Scenario> Smaller()
    {
        if (Commands.Count > 2)
        {
            yield return this with { Commands = [.. Commands.Skip(Commands.Count / 2)] };
            yield return this with { Commands = [.. Commands.Take(Commands.Count / 2)] };
        }
        for (var i = Commands.Count - 1; i >= 0; i--) yield return this with { Commands = Without(Commands, i) };
        for (var i = 0; i < Indexes.Count; i++) yield return this with { Indexes = Without(Indexes, i) };
        for (var i = Commands.Count - 1; i >= 0; i--)
            foreach (var less in Commands[i].OneLess()) yield return this with { Commands = [.. Commands.Select((c, j) => j == i ? less : c)] };
        for (var i = 0; i < Documents.Count; i++) yield return this with { Documents = Without(Documents, i) };
        for (var i = 0; i < Documents.Count; i++)
            foreach (var name in Documents[i].Names.Where(n => n != "_id"))
                yield return this with { Documents = [.. Documents.Select((d, j) => j == i ? ((BsonDocument)d.DeepClone()).Without(name) : d)] };
    }

    private static List<BsonDocument> Without(IReadOnlyList<BsonDocument> list, int index) => [.. list.Where((_, i) => i != index)];

    public override string ToString() => string.Join('\n', Preparations().Concat(Commands).Select(c => c.Canonical()));
}

/// <summary>What a scenario is about.</summary>
public enum Kind { Find, Update, FindAndModify, Delete, Distinct, Aggregate }
