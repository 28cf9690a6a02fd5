using MongoDB.Bson;
using MongoDB.Driver;

namespace PlanApi.EmbeddedMongo.Tests.CrudSpec;

/// <summary>findOneAndUpdate, findOneAndReplace and findOneAndDelete: the document found, or null.</summary>
internal static class FindAndModifyOperations
{
    public static Func<BsonValue?> Update(IMongoCollection<BsonDocument> collection, OperationArguments arguments)
    {
        var (filter, update) = (arguments.Filter(), arguments.Update());
        var options = new FindOneAndUpdateOptions<BsonDocument>
        {
            ArrayFilters = arguments.ArrayFilters(),
            BypassDocumentValidation = arguments.Flag("bypassDocumentValidation"),
            Collation = arguments.Collation(),
            Comment = arguments.Take("comment"),
            Hint = arguments.Take("hint"),
            IsUpsert = arguments.Flag("upsert") ?? false,
            Let = arguments.Document("let"),
            Projection = arguments.Projection(),
            ReturnDocument = arguments.Returned(),
            Sort = arguments.Sort()
        };
        return () => collection.FindOneAndUpdate(filter, update, options) ?? (BsonValue)BsonNull.Value;
    }

    public static Func<BsonValue?> Replace(IMongoCollection<BsonDocument> collection, OperationArguments arguments)
    {
        var (filter, replacement) = (arguments.Filter(), arguments.Document("replacement")!);
        var options = new FindOneAndReplaceOptions<BsonDocument>
        {
            BypassDocumentValidation = arguments.Flag("bypassDocumentValidation"),
            Collation = arguments.Collation(),
            Comment = arguments.Take("comment"),
            Hint = arguments.Take("hint"),
            IsUpsert = arguments.Flag("upsert") ?? false,
            Let = arguments.Document("let"),
            Projection = arguments.Projection(),
            ReturnDocument = arguments.Returned(),
            Sort = arguments.Sort()
        };
        return () => collection.FindOneAndReplace(filter, replacement, options) ?? (BsonValue)BsonNull.Value;
    }

    public static Func<BsonValue?> Delete(IMongoCollection<BsonDocument> collection, OperationArguments arguments)
    {
        var filter = arguments.Filter();
        var options = new FindOneAndDeleteOptions<BsonDocument>
        {
            Collation = arguments.Collation(),
            Comment = arguments.Take("comment"),
            Hint = arguments.Take("hint"),
            Let = arguments.Document("let"),
            Projection = arguments.Projection(),
            Sort = arguments.Sort()
        };
        return () => collection.FindOneAndDelete(filter, options) ?? (BsonValue)BsonNull.Value;
    }
}
