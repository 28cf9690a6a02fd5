using MongoDB.Bson;
using MongoDB.Driver;
using MongoDB.Driver.Core.Events;

namespace PlanApi.EmbeddedMongo.Tests.CrudSpec;

/// <summary>Runs one test of a specification file: makes its clients, databases and collections, its first data, does its operations, and compares.</summary>
internal sealed class SpecRun(string connectionString, IMongoClient inside, BsonDocument file, BsonDocument test) : IDisposable
{
    private static readonly HashSet<string> NotObserved = ["hello", "isMaster", "ismaster", "saslStart", "saslContinue", "ping", "endSessions", "configureFailPoint"];

    private readonly Dictionary<string, object> _entities = [];
    private readonly Dictionary<string, List<BsonDocument>> _events = [];

    public void Run()
    {
        FirstData();
        foreach (var entity in file["createEntities"].AsBsonArray) Create(entity.AsBsonDocument.GetElement(0).Name, entity[0].AsBsonDocument);
        foreach (var operation in test["operations"].AsBsonArray) Operate(operation.AsBsonDocument);
        foreach (var expected in test.GetValue("expectEvents", new BsonArray()).AsBsonArray) CompareEvents(expected.AsBsonDocument);
        // A write without acknowledgement is done before the same connection's next command.
        foreach (var client in _entities.Values.OfType<MongoClient>()) client.GetDatabase("admin").RunCommand<BsonDocument>(new BsonDocument("ping", 1));
        foreach (var expected in test.GetValue("outcome", new BsonArray()).AsBsonArray) CompareData(expected.AsBsonDocument);
    }

    private IMongoCollection<BsonDocument> Inside(BsonDocument data) => inside.GetDatabase(data["databaseName"].AsString).GetCollection<BsonDocument>(data["collectionName"].AsString);

    private void FirstData()
    {
        foreach (var data in file.GetValue("initialData", new BsonArray()).AsBsonArray)
        {
            var collection = Inside(data.AsBsonDocument);
            collection.Database.DropCollection(collection.CollectionNamespace.CollectionName);
            var documents = data["documents"].AsBsonArray.Select(d => (BsonDocument)d.DeepClone()).ToList();
            if (documents.Count > 0) collection.InsertMany(documents);
            else collection.Database.CreateCollection(collection.CollectionNamespace.CollectionName);
        }
    }

    private void Create(string kind, BsonDocument entity)
    {
        var id = entity["id"].AsString;
        _entities[id] = kind switch
        {
            "client" => Client(id, entity),
            "database" => Database((IMongoClient)_entities[entity["client"].AsString], entity),
            "collection" => Collection((IMongoDatabase)_entities[entity["database"].AsString], entity),
            _ => throw new UnsupportedException($"the entity {kind}")
        };
    }

    private MongoClient Client(string id, BsonDocument entity)
    {
        var settings = MongoClientSettings.FromConnectionString(connectionString);
        settings.MaxConnectionPoolSize = 1;
        foreach (var (name, value) in entity.GetValue("uriOptions", new BsonDocument()).AsBsonDocument.Select(o => (o.Name, o.Value)))
        {
            if (name == "w") settings.WriteConcern = new WriteConcern(value.AsInt32);
            else if (name == "readConcernLevel" && value == "local") settings.ReadConcern = ReadConcern.Local;
            else if (name == "retryWrites") settings.RetryWrites = value.AsBoolean;
            else if (name == "retryReads") settings.RetryReads = value.AsBoolean;
            else throw new UnsupportedException($"the URI option {name}");
        }
        var events = _events[id] = [];
        var observed = entity.GetValue("observeEvents", new BsonArray()).AsBsonArray;
        settings.ClusterConfigurator = builder =>
        {
            if (observed.Contains("commandStartedEvent"))
                builder.Subscribe<CommandStartedEvent>(e => Record(events, e.CommandName, () => new("commandStartedEvent", new BsonDocument
                {
                    { "commandName", e.CommandName }, { "databaseName", e.DatabaseNamespace.DatabaseName }, { "command", e.Command.DeepClone() }
                })));
            if (observed.Contains("commandSucceededEvent"))
                builder.Subscribe<CommandSucceededEvent>(e => Record(events, e.CommandName, () => new("commandSucceededEvent", new BsonDocument { { "commandName", e.CommandName }, { "reply", e.Reply.DeepClone() } })));
        };
        return new MongoClient(settings);
    }

    private static void Record(List<BsonDocument> events, string command, Func<BsonDocument> describe)
    {
        if (NotObserved.Contains(command)) return;
        lock (events) events.Add(describe());
    }

    private static IMongoDatabase Database(IMongoClient client, BsonDocument entity)
    {
        if (entity.Contains("databaseOptions")) throw new UnsupportedException("databaseOptions");
        return client.GetDatabase(entity["databaseName"].AsString);
    }

    private static IMongoCollection<BsonDocument> Collection(IMongoDatabase database, BsonDocument entity)
    {
        var settings = new MongoCollectionSettings();
        foreach (var (name, value) in entity.GetValue("collectionOptions", new BsonDocument()).AsBsonDocument.Select(o => (o.Name, o.Value)))
        {
            if (name == "writeConcern") settings.WriteConcern = new WriteConcern(value["w"].AsInt32);
            else if (name == "readConcern") settings.ReadConcern = new ReadConcern(Enum.Parse<ReadConcernLevel>(value["level"].AsString, ignoreCase: true));
            else throw new UnsupportedException($"the collection option {name}");
        }
        return database.GetCollection<BsonDocument>(entity["collectionName"].AsString, settings);
    }

    private void Operate(BsonDocument operation)
    {
        var name = operation["name"].AsString;
        var on = operation["object"].AsString;
        var arguments = new OperationArguments(operation.GetValue("arguments", new BsonDocument()).AsBsonDocument, name);
        var call = on == "testRunner" ? () => TestRunner(name, arguments) : _entities[on] switch
        {
            IMongoCollection<BsonDocument> collection => CollectionOperations.Read(collection, name, arguments),
            IMongoDatabase database => ClientOperations.Read(database, name, arguments),
            IMongoClient client => ClientOperations.Read(client, name, arguments),
            _ => throw new UnsupportedException($"an operation on {on}")
        };
        BsonValue? result;
        try
        {
            result = call();
        }
        catch (Exception error) when (error is not UnsupportedException && operation.TryGetValue("expectError", out var expected))
        {
            ExpectedError.Difference(expected.AsBsonDocument, error).ShouldBeNull();
            return;
        }
        operation.Contains("expectError").ShouldBeFalse($"{name} should have failed");
        if (operation.TryGetValue("expectResult", out var wanted)) Matching.Difference(wanted, result).ShouldBeNull(name);
    }

    private BsonValue? TestRunner(string name, OperationArguments arguments)
    {
        if (name != "failPoint") throw new UnsupportedException($"the test runner's {name}");
        ClientOperations.FailPoint(inside, arguments);
        return null;
    }

    private void CompareEvents(BsonDocument expected)
    {
        List<BsonDocument> events;
        lock (_events[expected["client"].AsString]) events = [.. _events[expected["client"].AsString]];
        var wanted = expected["events"].AsBsonArray;
        events.Count.ShouldBe(wanted.Count, $"events: {new BsonArray(events)}");
        for (var i = 0; i < events.Count; i++) CompareEvent(wanted[i].AsBsonDocument.GetElement(0), events[i].GetElement(0));
    }

    private static void CompareEvent(BsonElement wanted, BsonElement came)
    {
        came.Name.ShouldBe(wanted.Name);
        // The command and the reply are roots; the event around them is not compared as a document.
        foreach (var field in wanted.Value.AsBsonDocument) Matching.Difference(field.Value, came.Value.AsBsonDocument.GetValue(field.Name, null)).ShouldBeNull($"{came}");
    }

    private void CompareData(BsonDocument expected)
    {
        var found = Inside(expected).Find(FilterDefinition<BsonDocument>.Empty).Sort("{_id:1}").ToList();
        new BsonArray(found).ShouldBe(expected["documents"].AsBsonArray);
    }

    public void Dispose()
    {
        foreach (var client in _entities.Values.OfType<MongoClient>()) client.Dispose();
    }
}
