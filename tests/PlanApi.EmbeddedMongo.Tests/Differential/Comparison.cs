using MongoDB.Bson;
using MongoDB.Driver;

namespace PlanApi.EmbeddedMongo.Tests.Differential;

/// <summary>The first command that the two servers answer differently, with both answers.</summary>
internal sealed record Difference(BsonDocument Command, BsonDocument Ours, BsonDocument Theirs)
{
    /// <summary>What kind of difference: while a scenario is made smaller it must not become another one.</summary>
    public string Nature { get; } = string.Join(' ', Command.GetElement(0).Name, Ours.GetValue("refused", BsonNull.Value).ToJson(), Theirs.GetValue("refused", BsonNull.Value).ToJson());

    public override string ToString() => $"{Command.ToJson()}\nembedded: {Ours.Canonical()}\n  second: {Theirs.Canonical()}";
}

/// <summary>Runs scenarios on both servers and tells where the answers part.</summary>
internal sealed class Comparison(MongoClient embedded, MongoClient second)
{
    private const int Attempts = 3;
    private int _databases, _unanswered, _outages;

    /// <summary>How many scenarios brought the second server down each time: what it would have answered is not known.</summary>
    public int Unanswered => _unanswered;

    /// <summary>Null when there is no difference, or a listed one.</summary>
    public async Task<Difference?> Of(Scenario scenario)
    {
        // An outage is mostly another scenario's doing.
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var name = $"differential{Environment.ProcessId}x{Interlocked.Increment(ref _databases)}";
            var (ours, theirs) = (embedded.GetDatabase(name), second.GetDatabase(name));
            try
            {
                var difference = await Of(scenario, ours, theirs);
                // A server that died may have lost what it had: then a difference must show on what is made anew.
                if (difference is null || _outages == 0 || attempt > 0) return difference;
            }
            catch (MongoException failure) when (ServerOutage.Is(failure))
            {
                Interlocked.Increment(ref _outages);
                await ServerOutage.End(theirs);
            }
            finally
            {
                await embedded.DropDatabaseAsync(name);
                await Drop(name);
            }
        }
        Interlocked.Increment(ref _unanswered);
        return null;
    }

    private static async Task<Difference?> Of(Scenario scenario, IMongoDatabase ours, IMongoDatabase theirs)
    {
        foreach (var command in scenario.All())
        {
            var answers = await Task.WhenAll(Answers.To(ours, command), Answers.To(theirs, command));
            if (Answers.Same(answers[0], answers[1])) continue;
            if (!ListedDifferences.Have(command, answers[0], answers[1])) return new Difference(command, answers[0], answers[1]);
            // After a write that is listed the collections are no longer the same.
            if (answers[0].Contains("collection")) return null;
        }
        return null;
    }

    private async Task Drop(string name)
    {
        try
        {
            await second.DropDatabaseAsync(name);
        }
        catch (MongoException failure) when (ServerOutage.Is(failure))
        {
            // It stays behind on a server that is there for tests.
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
