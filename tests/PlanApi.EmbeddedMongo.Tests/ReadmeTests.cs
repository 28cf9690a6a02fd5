using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using MongoDB.Bson;
using MongoDB.Driver;
using PlanApi.EmbeddedMongo.Commands;

namespace PlanApi.EmbeddedMongo.Tests;

/// <summary>The lists of the store's README hold what is there, and what is refused as not there, and nothing else: each operator that the code or the README names is tried.</summary>
public sealed partial class ReadmeTests(StoreFixture store)
{
    private static readonly string Folder = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(ThisFile())!, "../../BuildingBlocks/PlanApi.EmbeddedMongo"));
    private static readonly string Readme = File.ReadAllText(Path.Combine(Folder, "README.md"));

    [Theory]
    [InlineData("Filters")]
    [InlineData("Updates")]
    [InlineData("Stages")]
    [InlineData("Accumulators")]
    [InlineData("Expressions")]
    public void The_operators_are_listed(string kind)
    {
        var database = store.NewDatabase();
        var names = Directory.EnumerateFiles(Path.Combine(Folder, "Query"), "*.cs", SearchOption.AllDirectories)
            .SelectMany(f => InCode.Matches(File.ReadAllText(f)).Select(m => m.Groups[1].Value))
            .Concat(InText.Matches(Readme).Select(m => m.Value))
            // The parts of a reference: a value, and no operators.
            .Except(["$ref", "$id", "$db"]);
        var answers = names.ToLookup(n => Uses(kind, n).Max(u => Try(database, u)));
        Listed("What it does", kind).ShouldBe(answers[Answer.There], ignoreOrder: true);
        Listed("What it refuses", kind).ShouldBe(answers[Answer.Refused], ignoreOrder: true);
    }

    [Fact]
    public void The_commands_are_listed_and_those_of_strangers()
    {
        var commands = CommandTable.Commands.DistinctBy(c => c.Key, StringComparer.OrdinalIgnoreCase).ToList();
        Words(Bullet("What it does", "Commands")).ShouldBe(commands.Select(c => c.Key), ignoreOrder: true);
        var strangers = Readme[Readme.IndexOf("**Strangers.**", StringComparison.Ordinal)..];
        Words(strangers[..strangers.IndexOf("\n\n", StringComparison.Ordinal)]).ShouldBe(commands.Where(c => !c.Value.NeedsSignIn).Select(c => c.Key), ignoreOrder: true);
    }

    private enum Answer { Unknown, There, Refused }

    private static BsonDocument[] Uses(string kind, string name)
    {
        static BsonDocument Find(BsonDocument filter) => new() { { "find", "things" }, { "filter", filter } };
        static BsonDocument Aggregate(BsonDocument stage) => new() { { "aggregate", "things" }, { "pipeline", new BsonArray { stage } }, { "cursor", new BsonDocument() } };
        return kind switch
        {
            "Filters" => [Find(new(name, 1)), Find(new("a", new BsonDocument(name, 1)))],
            "Updates" => [new() { { "update", "things" }, { "updates", new BsonArray { new BsonDocument { { "q", new BsonDocument() }, { "u", new BsonDocument(name, new BsonDocument("a", 1)) } } } } }],
            "Stages" => [Aggregate(new(name, 1))],
            "Accumulators" => [Aggregate(new("$group", new BsonDocument { { "_id", 1 }, { "x", new BsonDocument(name, new BsonDocument()) } }))],
            _ => [Aggregate(new("$addFields", new BsonDocument("x", new BsonDocument(name, new BsonArray()))))]
        };
    }

    /// <summary>An operator that is there may still refuse what it was given here.</summary>
    private static Answer Try(IMongoDatabase database, BsonDocument command)
    {
        var (code, message) = (0, "");
        try
        {
            var reply = database.RunCommand<BsonDocument>(command);
            if (reply.TryGetValue("writeErrors", out var errors)) (code, message) = (errors[0]["code"].AsInt32, errors[0]["errmsg"].AsString);
        }
        catch (MongoCommandException refusal)
        {
            (code, message) = (refusal.Code, refusal.ErrorMessage);
        }
        if (code == 238) return Answer.Refused;
        return code is 168 or 15952 or 40324 || message.StartsWith("unknown operator", StringComparison.Ordinal) || message.StartsWith("unknown top level operator", StringComparison.Ordinal) || message.StartsWith("Unknown modifier", StringComparison.Ordinal)
            ? Answer.Unknown
            : Answer.There;
    }

    private static IEnumerable<string> Listed(string section, string kind) => InText.Matches(Bullet(section, kind)).Select(m => m.Value);

    private static string Bullet(string section, string name)
    {
        var lines = Readme.Split('\n').SkipWhile(l => l != $"## {section}").SkipWhile(l => !l.StartsWith($"- {name}: ", StringComparison.Ordinal)).ToList();
        return string.Join('\n', lines.Take(1).Concat(lines.Skip(1).TakeWhile(l => l.StartsWith("  ", StringComparison.Ordinal))));
    }

    private static IEnumerable<string> Words(string text) => Quoted.Matches(text).SelectMany(m => m.Groups[1].Value.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries));

    private static string ThisFile([CallerFilePath] string path = "") => path;

    [GeneratedRegex("\"(\\$[a-z][A-Za-z0-9]*)\"", RegexOptions.None, 1000)]
    private static partial Regex InCode { get; }

    [GeneratedRegex("(?<![$\\w])\\$[a-z][A-Za-z0-9]*", RegexOptions.None, 1000)]
    private static partial Regex InText { get; }

    [GeneratedRegex("`([^`]+)`", RegexOptions.None, 1000)]
    private static partial Regex Quoted { get; }
}
