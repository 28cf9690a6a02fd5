using MongoDB.Bson;
using MongoDB.Driver;

namespace PlanApi.EmbeddedMongo.Tests.Differential;

/// <summary>Runs scenarios on both servers and tells where the answers part.</summary>
internal sealed class Comparison(MongoClient embedded, MongoClient second)
{
    private const int Attempts = 3;
    private static int _databases;
    private int _outages;

    /// <summary>What comes of a scenario. Where it brought the second server down each time it is not known.</summary>
    public async Task<Outcome> Of(Scenario scenario)
    {
        // An outage is mostly another scenario's doing.
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var name = $"differential{Environment.ProcessId}x{Interlocked.Increment(ref _databases)}";
            try
            {
                var outcome = await Of(scenario, name);
                // A server that died may have lost what it had: then a difference must show on what is made anew.
                if (outcome.Difference is null || _outages == 0 || attempt > 0) return outcome;
            }
            catch (MongoException failure) when (ServerOutage.Is(failure))
            {
                Interlocked.Increment(ref _outages);
                await ServerOutage.End(second.GetDatabase(name));
            }
            finally
            {
                await embedded.DropDatabaseAsync(name);
                await Drop(name);
            }
        }
        return new Outcome(scenario.Commands.Count) { IsKnown = false };
    }

    private async Task<Outcome> Of(Scenario scenario, string name)
    {
        var (ours, theirs) = (embedded.GetDatabase(name), second.GetDatabase(name));
        var outcome = new Outcome(scenario.Commands.Count);
        var before = new BsonArray();
        foreach (var (command, isCounted) in scenario.Preparations().Select(c => (c, false)).Concat(scenario.Commands.Select(c => (c, true))))
        {
            var answers = await Task.WhenAll(Answers.To(ours, command), Answers.To(theirs, command));
            var difference = new Difference(scenario, before, command, answers[0], answers[1]);
            if (difference.IsNone)
            {
                if (isCounted) outcome.Alike++;
            }
            else if (!difference.Theirs.IsUnsupported)
            {
                if (difference.Ours.Codes.Count > 0) difference = difference with { IsAtOnce = await IsRefusedAtOnce($"{name}empty", command, difference.Ours) };
                if (ListedDifferences.Of(difference) is not { } listed) return outcome with { Difference = difference };
                outcome.Listed.Add(listed.What);
            }
            if (!Answers.IsWrite(command)) continue;
            before = difference.Ours.Value["collection"].AsBsonArray;
            // What comes next is asked of equal collections again.
            if (!difference.IsNoneInAnyway && !await MakeAlike(ours, theirs)) break;
        }
        return outcome;
    }

    /// <summary>Whether the command is refused by what it says, before any document is looked at.</summary>
    private async Task<bool> IsRefusedAtOnce(string database, BsonDocument command, Answer ours)
    {
        var answer = await Answers.To(embedded.GetDatabase(database), command);
        await embedded.DropDatabaseAsync(database);
        return answer.Codes.SequenceEqual(ours.Codes);
    }

    /// <summary>Gives the second server what the embedded store has. False when it does not take it: its unique indexes are others.</summary>
    private static async Task<bool> MakeAlike(IMongoDatabase ours, IMongoDatabase theirs)
    {
        var documents = await Answers.All(ours);
        var collection = theirs.GetCollection<BsonDocument>(Scenario.Collection);
        try
        {
            await collection.DeleteManyAsync(FilterDefinition<BsonDocument>.Empty);
            if (documents.Count > 0) await collection.InsertManyAsync(documents);
            return true;
        }
        catch (MongoBulkWriteException)
        {
            return false;
        }
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

    /// <summary>Takes away what the difference does not need.</summary>
    public async Task<Difference> Shrink(Difference difference)
    {
        for (var smaller = true; smaller;)
        {
            smaller = false;
            foreach (var candidate in difference.Scenario.Smaller())
            {
                if ((await Of(candidate)).Difference is not { } still || still.Nature != difference.Nature) continue;
                (difference, smaller) = (still, true);
                break;
            }
        }
        return difference;
    }
}

/// <summary>What came of a scenario: how many of its commands were answered alike, what listed differences it met, and the difference that ended it.</summary>
internal sealed record Outcome(int Commands)
{
    public int Alike { get; set; }

    public List<string> Listed { get; } = [];

    public bool IsKnown { get; init; } = true;

    public Difference? Difference { get; init; }
}
