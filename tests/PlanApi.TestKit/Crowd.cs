using System.Globalization;
using MongoDB.Bson;
using MongoDB.Driver;

namespace PlanApi.TestKit;

/// <summary>Many more people's documents: copies of those there are, each with identifiers and addresses of its own and everything else alike.</summary>
internal static class Crowd
{
    private const int Models = 40;

    /// <summary>Copies documents until the collection has that many.</summary>
    /// <returns>The copies' ids, and whether it has that many now: there is nothing to copy in an empty one, and a unique index may refuse every copy.</returns>
    public static async Task<(IReadOnlyList<BsonValue> Copies, bool IsFull)> Fill(IMongoCollection<BsonDocument> collection, int count)
    {
        var models = await collection.Find(FilterDefinition<BsonDocument>.Empty).Limit(Models).ToListAsync();
        List<BsonValue> added = [];
        var there = await collection.CountDocumentsAsync(FilterDefinition<BsonDocument>.Empty);
        // A copy that a unique index refuses is left out: a few rounds are enough.
        for (var round = 1; models.Count > 0 && there + added.Count < count && round <= count; round++)
        {
            var copies = models.Take((int)(count - there) - added.Count).Select(m => Copy(m, round)).ToList();
            try
            {
                await collection.InsertManyAsync(copies, new InsertManyOptions { IsOrdered = false });
                added.AddRange(copies.Select(c => c["_id"]));
            }
            catch (MongoBulkWriteException<BsonDocument> refused) when (refused.WriteErrors.All(e => e.Category == ServerErrorCategory.DuplicateKey))
            {
                if (refused.WriteErrors.Count == copies.Count) break;
                added.AddRange(copies.Where((_, i) => refused.WriteErrors.All(e => e.Index != i)).Select(c => c["_id"]));
            }
        }

        return (added, there + added.Count >= count);
    }

    /// <summary>Takes copies away: another host may go on with the store, and takes them for its own, signing keys above all.</summary>
    public static Task Remove(IMongoCollection<BsonDocument> collection, IReadOnlyList<BsonValue> copies) =>
        collection.DeleteManyAsync(new BsonDocument("_id", new BsonDocument("$in", new BsonArray(copies))));

    private static BsonDocument Copy(BsonDocument model, int number)
    {
        var copy = (BsonDocument)OfOther(model, number);
        copy["_id"] = model["_id"] switch
        {
            BsonString id => OfOther(id.Value, number),
            BsonDocument id => OfOther(id, number),
            _ => new BsonObjectId(ObjectId.GenerateNewId()),
        };
        // What is due is not delivered once more.
        copy.Remove("outboxDue");
        return copy;
    }

    // A version of another resource is not one more version of the same: what is marked is the part before the last, of Type/id/version. And another's record
    // is not a part of the same: so is the owner, of owner|Type/id.
    private static string OfOther(string id, int number)
    {
        var mark = $"~{number.ToString(CultureInfo.InvariantCulture)}";
        var end = id.Count(c => c == '/') > 1 ? id.LastIndexOf('/') : id.Length;
        return $"{id[..end]}{mark}{id[end..]}".Replace("|", $"{mark}|", StringComparison.Ordinal);
    }

    private static BsonValue OfOther(BsonValue value, int number) => value switch
    {
        BsonDocument document => new BsonDocument(document.Select(e => new BsonElement(e.Name, OfOther(e.Value, number)))),
        BsonArray array => new BsonArray(array.Select(v => OfOther(v, number))),
        BsonString text when Identifies(text.Value) => $"{text.Value}~{number.ToString(CultureInfo.InvariantCulture)}",
        _ => value,
    };

    /// <summary>Identifiers and addresses, but not names of states and types.</summary>
    private static bool Identifies(string text) => text.Contains('@', StringComparison.Ordinal) || text.Length >= 8 && text.Any(char.IsAsciiDigit);
}
