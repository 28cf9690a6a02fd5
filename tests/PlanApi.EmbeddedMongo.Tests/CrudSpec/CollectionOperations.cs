using MongoDB.Bson;
using MongoDB.Driver;

namespace PlanApi.EmbeddedMongo.Tests.CrudSpec;

/// <summary>The operations on a collection, by the driver's own methods: what reads their arguments gives what calls the driver, which returns its result as the specification writes it.</summary>
internal static class CollectionOperations
{
    public static Func<BsonValue?> Read(IMongoCollection<BsonDocument> collection, string name, OperationArguments arguments)
    {
        Func<BsonValue?> operation = name switch
        {
            "find" or "findOne" => Find(collection, arguments, one: name == "findOne"),
            "aggregate" => Aggregate(collection, arguments),
            "countDocuments" => Count(collection, arguments),
            "count" => CountByCommand(collection, arguments),
            "estimatedDocumentCount" => Estimate(collection, arguments),
            "distinct" => Distinct(collection, arguments),
            "insertOne" => InsertOne(collection, arguments),
            "insertMany" => InsertMany(collection, arguments),
            "updateOne" or "updateMany" => Update(collection, arguments, many: name == "updateMany"),
            "replaceOne" => Replace(collection, arguments),
            "deleteOne" or "deleteMany" => Delete(collection, arguments, many: name == "deleteMany"),
            "findOneAndUpdate" => FindAndModifyOperations.Update(collection, arguments),
            "findOneAndReplace" => FindAndModifyOperations.Replace(collection, arguments),
            "findOneAndDelete" => FindAndModifyOperations.Delete(collection, arguments),
            "bulkWrite" => BulkWrite(collection, arguments),
            "createIndex" => CreateIndex(collection, arguments),
            _ => throw new UnsupportedException($"the operation {name}")
        };
        arguments.Done();
        return operation;
    }

    private static Func<BsonValue?> Find(IMongoCollection<BsonDocument> collection, OperationArguments arguments, bool one)
    {
        var filter = arguments.Filter();
        var options = new FindOptions<BsonDocument>
        {
            Sort = arguments.Sort(),
            Skip = arguments.Number("skip"),
            Limit = one ? -1 : arguments.Number("limit"),
            BatchSize = arguments.Number("batchSize"),
            Projection = arguments.Projection(),
            Collation = arguments.Collation(),
            Comment = arguments.Take("comment"),
            Let = arguments.Document("let"),
            AllowDiskUse = arguments.Flag("allowDiskUse")
        };
        return () =>
        {
            var found = collection.FindSync(filter, options).ToList();
            return one ? found.FirstOrDefault() : new BsonArray(found);
        };
    }

    private static Func<BsonValue?> Aggregate(IMongoCollection<BsonDocument> collection, OperationArguments arguments)
    {
        var pipeline = arguments.Pipeline("pipeline");
        var options = AggregateOptions(arguments);
        return () => new BsonArray(collection.Aggregate(pipeline, options).ToList());
    }

    public static AggregateOptions AggregateOptions(OperationArguments arguments) => new()
    {
        AllowDiskUse = arguments.Flag("allowDiskUse"),
        BatchSize = arguments.Number("batchSize"),
        BypassDocumentValidation = arguments.Flag("bypassDocumentValidation"),
        Collation = arguments.Collation(),
        Comment = arguments.Take("comment"),
        Let = arguments.Document("let")
    };

    private static Func<BsonValue?> Count(IMongoCollection<BsonDocument> collection, OperationArguments arguments)
    {
        var filter = arguments.Filter();
        var options = new CountOptions { Skip = arguments.Number("skip"), Limit = arguments.Number("limit"), Collation = arguments.Collation(), Comment = arguments.Take("comment") };
        return () => collection.CountDocuments(filter, options);
    }

    /// <summary>The older count, which drivers give up: the command itself.</summary>
    private static Func<BsonValue?> CountByCommand(IMongoCollection<BsonDocument> collection, OperationArguments arguments)
    {
        var command = new BsonDocument { { "count", collection.CollectionNamespace.CollectionName }, { "query", arguments.Filter() } };
        foreach (var name in (string[])["skip", "limit", "collation", "comment"])
            if (arguments.Take(name) is { } value) command.Add(name, value);
        return () => collection.Database.RunCommand<BsonDocument>(command)["n"];
    }

    private static Func<BsonValue?> Estimate(IMongoCollection<BsonDocument> collection, OperationArguments arguments)
    {
        var options = new EstimatedDocumentCountOptions { Comment = arguments.Take("comment"), MaxTime = arguments.Milliseconds("maxTimeMS") };
        return () => collection.EstimatedDocumentCount(options);
    }

    private static Func<BsonValue?> Distinct(IMongoCollection<BsonDocument> collection, OperationArguments arguments)
    {
        var (field, filter) = (arguments.Take("fieldName")!.AsString, arguments.Filter());
        var options = new DistinctOptions { Collation = arguments.Collation(), Comment = arguments.Take("comment") };
        return () => new BsonArray(collection.Distinct<BsonValue>(field, filter, options).ToList());
    }

    private static Func<BsonValue?> InsertOne(IMongoCollection<BsonDocument> collection, OperationArguments arguments)
    {
        var document = arguments.Document("document")!;
        var options = new InsertOneOptions { BypassDocumentValidation = arguments.Flag("bypassDocumentValidation"), Comment = arguments.Take("comment") };
        return () =>
        {
            collection.InsertOne(document, options);
            return new BsonDocument("insertedId", document["_id"]);
        };
    }

    private static Func<BsonValue?> InsertMany(IMongoCollection<BsonDocument> collection, OperationArguments arguments)
    {
        var documents = arguments.Documents("documents");
        var options = new InsertManyOptions { BypassDocumentValidation = arguments.Flag("bypassDocumentValidation"), Comment = arguments.Take("comment"), IsOrdered = arguments.Flag("ordered") ?? true };
        return () =>
        {
            collection.InsertMany(documents, options);
            return new BsonDocument("insertedIds", new BsonDocument(documents.Select((d, i) => new BsonElement($"{i}", d["_id"]))));
        };
    }

    private static Func<BsonValue?> Update(IMongoCollection<BsonDocument> collection, OperationArguments arguments, bool many)
    {
        var (filter, update) = (arguments.Filter(), arguments.Update());
        var options = new UpdateOptions<BsonDocument>
        {
            ArrayFilters = arguments.ArrayFilters(),
            BypassDocumentValidation = arguments.Flag("bypassDocumentValidation"),
            Collation = arguments.Collation(),
            Comment = arguments.Take("comment"),
            Hint = arguments.Take("hint"),
            IsUpsert = arguments.Flag("upsert") ?? false,
            Let = arguments.Document("let"),
            Sort = many ? null : arguments.Sort()
        };
        return () => Updated(many ? collection.UpdateMany(filter, update, options) : collection.UpdateOne(filter, update, options));
    }

    private static BsonDocument Updated(UpdateResult result) => result.IsAcknowledged
        ? Updated(result.MatchedCount, result.ModifiedCount, result.UpsertedId)
        : new BsonDocument("acknowledged", false);

    private static BsonDocument Updated(long matched, long modified, BsonValue? upserted) =>
        new() { { "matchedCount", matched }, { "modifiedCount", modified }, { "upsertedCount", upserted is null ? 0 : 1 }, { "upsertedId", upserted, upserted is not null } };

    private static Func<BsonValue?> Replace(IMongoCollection<BsonDocument> collection, OperationArguments arguments)
    {
        var (filter, replacement) = (arguments.Filter(), arguments.Document("replacement")!);
        var options = new ReplaceOptions<BsonDocument>
        {
            BypassDocumentValidation = arguments.Flag("bypassDocumentValidation"),
            Collation = arguments.Collation(),
            Comment = arguments.Take("comment"),
            Hint = arguments.Take("hint"),
            IsUpsert = arguments.Flag("upsert") ?? false,
            Let = arguments.Document("let"),
            Sort = arguments.Sort()
        };
        return () => collection.ReplaceOne(filter, replacement, options) is { IsAcknowledged: true } result
            ? Updated(result.MatchedCount, result.ModifiedCount, result.UpsertedId)
            : new BsonDocument("acknowledged", false);
    }

    private static Func<BsonValue?> Delete(IMongoCollection<BsonDocument> collection, OperationArguments arguments, bool many)
    {
        var filter = arguments.Filter();
        var options = new DeleteOptions { Collation = arguments.Collation(), Comment = arguments.Take("comment"), Hint = arguments.Take("hint"), Let = arguments.Document("let") };
        return () => (many ? collection.DeleteMany(filter, options) : collection.DeleteOne(filter, options)) is { IsAcknowledged: true } result
            ? new BsonDocument("deletedCount", result.DeletedCount)
            : new BsonDocument("acknowledged", false);
    }

    private static Func<BsonValue?> BulkWrite(IMongoCollection<BsonDocument> collection, OperationArguments arguments)
    {
        var models = arguments.Documents("requests").ConvertAll(WriteModels.Parse);
        var options = new BulkWriteOptions
        {
            BypassDocumentValidation = arguments.Flag("bypassDocumentValidation"),
            Comment = arguments.Take("comment"),
            IsOrdered = arguments.Flag("ordered") ?? true,
            Let = arguments.Document("let")
        };
        return () => WriteModels.Result(collection.BulkWrite(models, options));
    }

    private static Func<BsonValue?> CreateIndex(IMongoCollection<BsonDocument> collection, OperationArguments arguments)
    {
        var model = new CreateIndexModel<BsonDocument>(arguments.Document("keys"), new CreateIndexOptions { Unique = arguments.Flag("unique") });
        return () => collection.Indexes.CreateOne(model);
    }
}
