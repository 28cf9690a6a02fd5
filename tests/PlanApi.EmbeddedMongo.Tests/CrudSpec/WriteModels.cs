using MongoDB.Bson;
using MongoDB.Driver;

namespace PlanApi.EmbeddedMongo.Tests.CrudSpec;

/// <summary>The writes of bulkWrite and their result.</summary>
internal static class WriteModels
{
    public static WriteModel<BsonDocument> Parse(BsonDocument request)
    {
        var kind = request.GetElement(0).Name;
        var arguments = new OperationArguments(request[0].AsBsonDocument, kind);
        WriteModel<BsonDocument> model = kind switch
        {
            "insertOne" => new InsertOneModel<BsonDocument>(arguments.Document("document")!),
            "updateOne" => new UpdateOneModel<BsonDocument>(arguments.Filter(), arguments.Update())
            {
                IsUpsert = arguments.Flag("upsert") ?? false,
                ArrayFilters = arguments.ArrayFilters(),
                Collation = arguments.Collation(),
                Hint = arguments.Take("hint"),
                Sort = arguments.Sort()
            },
            "updateMany" => new UpdateManyModel<BsonDocument>(arguments.Filter(), arguments.Update())
            {
                IsUpsert = arguments.Flag("upsert") ?? false,
                ArrayFilters = arguments.ArrayFilters(),
                Collation = arguments.Collation(),
                Hint = arguments.Take("hint")
            },
            "replaceOne" => new ReplaceOneModel<BsonDocument>(arguments.Filter(), arguments.Document("replacement")!)
            {
                IsUpsert = arguments.Flag("upsert") ?? false,
                Collation = arguments.Collation(),
                Hint = arguments.Take("hint"),
                Sort = arguments.Sort()
            },
            "deleteOne" => new DeleteOneModel<BsonDocument>(arguments.Filter()) { Collation = arguments.Collation(), Hint = arguments.Take("hint") },
            "deleteMany" => new DeleteManyModel<BsonDocument>(arguments.Filter()) { Collation = arguments.Collation(), Hint = arguments.Take("hint") },
            _ => throw new UnsupportedException($"the write {kind}")
        };
        arguments.Done();
        return model;
    }

    public static BsonDocument Result(BulkWriteResult<BsonDocument> result)
    {
        if (!result.IsAcknowledged) return new BsonDocument("acknowledged", false);
        return new BsonDocument
        {
            { "insertedCount", result.InsertedCount },
            { "insertedIds", Ids(result.ProcessedRequests.Select((request, index) => (index, Id: (request as InsertOneModel<BsonDocument>)?.Document["_id"]))) },
            { "matchedCount", result.MatchedCount },
            { "modifiedCount", result.ModifiedCount },
            { "deletedCount", result.DeletedCount },
            { "upsertedCount", result.Upserts.Count },
            { "upsertedIds", Ids(result.Upserts.Select(u => (u.Index, (BsonValue?)u.Id))) }
        };
    }

    private static BsonDocument Ids(IEnumerable<(int Index, BsonValue? Id)> ids) =>
        new(ids.Where(i => i.Id is not null).Select(i => new BsonElement(i.Index.ToString(System.Globalization.CultureInfo.InvariantCulture), i.Id)));
}
