using MongoDB.Bson;
using MongoDB.Driver;

namespace PlanApi.EmbeddedMongo.Tests.Differential;

/// <summary>The first command that the two servers answer differently, with both answers.</summary>
internal sealed record Difference(BsonDocument Command, BsonDocument Ours, BsonDocument Theirs)
{
    /// <summary>What kind of difference: while a scenario is made smaller it must not become another one.</summary>
    public string Nature { get; } = string.Join(' ', Command.GetElement(0).Name, Ours.GetValue("refused", BsonNull.Value).ToJson(), Theirs.GetValue("refused", BsonNull.Value).ToJson());

    public override string ToString() => $"{Command.ToJson()}\nembedded: {Ours.ToJson(Answers.Canonical)}\n  second: {Theirs.ToJson(Answers.Canonical)}";
}

/// <summary>Runs scenarios on both servers and tells where the answers part.</summary>
internal sealed class Comparison(MongoClient embedded, MongoClient second)
{
    private int _databases;

    /// <summary>Null when there is no difference, or a listed one.</summary>
    public async Task<Difference?> Of(Scenario scenario)
    {
        var name = $"differential{Environment.ProcessId}x{Interlocked.Increment(ref _databases)}";
        var (ours, theirs) = (embedded.GetDatabase(name), second.GetDatabase(name));
        try
        {
            foreach (var command in scenario.All())
            {
                var answers = await Both(ours, theirs, command);
                if (Answers.Same(answers[0], answers[1])) continue;
                if (!ListedDifferences.Have(command, answers[0], answers[1])) return new Difference(command, answers[0], answers[1]);
                // After a write that is listed the collections are no longer the same.
                if (answers[0].Contains("collection")) return null;
            }
            return null;
        }
        finally
        {
            await embedded.DropDatabaseAsync(name);
            await Drop(name);
        }
    }

    private async Task Drop(string name)
    {
        try
        {
            await second.DropDatabaseAsync(name);
        }
        catch (MongoException)
        {
            // A server that fails has failed at a command before, which is reported.
        }
    }

    private static async Task<BsonDocument[]> Both(IMongoDatabase ours, IMongoDatabase theirs, BsonDocument command)
    {
        try
        {
            return await Task.WhenAll(Answers.To(ours, command), Answers.To(theirs, command));
        }
        catch (MongoException e)
        {
            // The refusals are answers: this is a connection that broke.
            throw new InvalidOperationException($"A server failed at {command.ToJson()}: {e.Message}", e);
        }
    }

    /// <summary>Takes away what the difference does not need. Returns the scenario that is left, and its difference.</summary>
    public async Task<(Scenario Scenario, Difference Difference)> Shrink(Scenario scenario, Difference difference)
    {
        for (var smaller = true; smaller;)
        {
            smaller = false;
            foreach (var candidate in scenario.Smaller())
            {
                if (await Of(candidate) is not { } still || still.Nature != difference.Nature) continue;
                (scenario, difference, smaller) = (candidate, still, true);
                break;
            }
        }
        return (scenario, difference);
    }
}
