using MongoDB.Bson;
using MongoDB.Driver;

namespace PlanApi.EmbeddedMongo.Tests.CrudSpec;

/// <summary>The operations on a database, a client and the test runner.</summary>
internal static class ClientOperations
{
    public static Func<BsonValue?> Read(IMongoDatabase database, string name, OperationArguments arguments)
    {
        switch (name)
        {
            case "aggregate":
                var pipeline = PipelineDefinition<NoPipelineInput, BsonDocument>.Create(arguments.Documents("pipeline"));
                var options = CollectionOperations.AggregateOptions(arguments);
                arguments.Done();
                return () => new BsonArray(database.Aggregate(pipeline, options).ToList());
            case "createCollection" or "dropCollection" or "modifyCollection":
                // As commands: the driver's own methods lack some of the options.
                var command = new BsonDocument(name switch { "createCollection" => "create", "dropCollection" => "drop", _ => "collMod" }, arguments.Take("collection"));
                foreach (var option in (ReadOnlySpan<string>)["viewOn", "pipeline", "validator"])
                    if (arguments.Take(option) is { } value) command.Add(option, value);
                arguments.Done();
                return () => database.RunCommand<BsonDocument>(command);
            default:
                throw new UnsupportedException($"the database operation {name}");
        }
    }

    /// <summary>clientBulkWrite; the driver itself refuses it before MongoDB 8.0.</summary>
    public static Func<BsonValue?> Read(IMongoClient client, string name, OperationArguments arguments)
    {
        if (name != "clientBulkWrite") throw new UnsupportedException($"the client operation {name}");
        var models = arguments.Documents("models").ConvertAll(Model);
        var options = new ClientBulkWriteOptions
        {
            IsOrdered = arguments.Flag("ordered") ?? true,
            VerboseResult = arguments.Flag("verboseResults") ?? false,
            BypassDocumentValidation = arguments.Flag("bypassDocumentValidation"),
            Comment = arguments.Take("comment"),
            Let = arguments.Document("let")
        };
        arguments.Done();
        return () => new BsonDocument("acknowledged", client.BulkWrite(models, options).Acknowledged);
    }

    /// <summary>The writes that the tests for servers up to 7.0 send: replacements and updates, to see them checked.</summary>
    private static BulkWriteModel Model(BsonDocument model)
    {
        var kind = model.GetElement(0).Name;
        var arguments = new OperationArguments(model[0].AsBsonDocument, kind);
        var ns = arguments.Take("namespace")!.AsString;
        BulkWriteModel made = kind switch
        {
            "replaceOne" => new BulkWriteReplaceOneModel<BsonDocument>(ns, arguments.Filter(), arguments.Document("replacement")!),
            "updateOne" => new BulkWriteUpdateOneModel<BsonDocument>(ns, arguments.Filter(), arguments.Update()),
            "updateMany" => new BulkWriteUpdateManyModel<BsonDocument>(ns, arguments.Filter(), arguments.Update()),
            _ => throw new UnsupportedException($"the write {kind} of clientBulkWrite")
        };
        arguments.Done();
        return made;
    }

    public static void FailPoint(IMongoClient client, OperationArguments arguments)
    {
        arguments.Take("client");
        client.GetDatabase("admin").RunCommand<BsonDocument>(arguments.Document("failPoint"));
    }
}
