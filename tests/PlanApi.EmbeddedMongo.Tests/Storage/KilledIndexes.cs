using MongoDB.Driver;
using MongoDB.Bson;
using PlanApi.EmbeddedMongo.Storage;

namespace PlanApi.EmbeddedMongo.Tests.Storage;

/// <summary>Makes an index and drops it, again and again, while others write to its collection; knows after a kill whether it must be there.</summary>
internal sealed class KilledIndexes
{
    private const string Name = "comes and goes";
    private bool _there, _underWay;

    /// <summary>How many commands were acknowledged.</summary>
    public int Acknowledged { get; private set; }

    public async Task Write(IMongoCollection<BsonDocument> things)
    {
        try
        {
            while (true)
            {
                _underWay = true;
                if (_there) await things.Indexes.DropOneAsync(Name);
                else await things.Indexes.CreateOneAsync(new CreateIndexModel<BsonDocument>("{'l.v':-1,count:1}", new CreateIndexOptions { Name = Name }));
                (_there, _underWay) = (!_there, false);
                Acknowledged++;
            }
        }
        catch (Exception e) when (KilledClient.IsKill(e))
        {
            // The command under way may or may not have been done.
        }
    }

    /// <summary>Compares, and goes on from what is there.</summary>
    public void Check(Collection things)
    {
        var found = things.Index(Name) is not null;
        if (!_underWay) found.ShouldBe(_there, "the index that comes and goes");
        (_there, _underWay) = (found, false);
    }
}
