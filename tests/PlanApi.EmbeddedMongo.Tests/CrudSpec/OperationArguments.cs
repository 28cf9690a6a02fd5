using MongoDB.Bson;
using MongoDB.Driver;

namespace PlanApi.EmbeddedMongo.Tests.CrudSpec;

/// <summary>The arguments of an operation. Each is taken once; what nobody took the driver cannot do, and the test fails rather than passes without it.</summary>
internal sealed class OperationArguments(BsonDocument arguments, string operation)
{
    private readonly BsonDocument _left = (BsonDocument)arguments.DeepClone();

    public BsonValue? Take(string name)
    {
        if (!_left.TryGetValue(name, out var value)) return null;
        _left.Remove(name);
        return value;
    }

    public BsonDocument? Document(string name) => Take(name)?.AsBsonDocument;

    public BsonDocument Filter() => Document("filter") ?? [];

    public bool? Flag(string name) => Take(name)?.AsBoolean;

    public int? Number(string name) => Take(name)?.ToInt32();

    public TimeSpan? Milliseconds(string name) => Number(name) is { } number ? TimeSpan.FromMilliseconds(number) : null;

    public List<BsonDocument> Documents(string name) => [.. Take(name)!.AsBsonArray.Select(d => d.AsBsonDocument)];

    public PipelineDefinition<BsonDocument, BsonDocument> Pipeline(string name) => PipelineDefinition<BsonDocument, BsonDocument>.Create(Documents(name));

    /// <summary>Operators, or a pipeline.</summary>
    public UpdateDefinition<BsonDocument> Update()
    {
        var update = Take("update")!;
        return update is BsonArray stages
            ? Builders<BsonDocument>.Update.Pipeline(PipelineDefinition<BsonDocument, BsonDocument>.Create(stages.Select(s => s.AsBsonDocument)))
            : new BsonDocumentUpdateDefinition<BsonDocument>(update.AsBsonDocument);
    }

    public List<ArrayFilterDefinition>? ArrayFilters() =>
        Take("arrayFilters") is BsonArray filters ? [.. filters.Select(f => new BsonDocumentArrayFilterDefinition<BsonDocument>(f.AsBsonDocument))] : null;

    public Collation? Collation() => Document("collation") is { } collation ? MongoDB.Driver.Collation.FromBsonDocument(collation) : null;

    public SortDefinition<BsonDocument>? Sort() => Document("sort") is { } sort ? new BsonDocumentSortDefinition<BsonDocument>(sort) : null;

    public ProjectionDefinition<BsonDocument, BsonDocument>? Projection() => Document("projection") is { } projection ? new BsonDocumentProjectionDefinition<BsonDocument, BsonDocument>(projection) : null;

    public ReturnDocument Returned() => Take("returnDocument") is { } which && which == "After" ? ReturnDocument.After : ReturnDocument.Before;

    public void Done()
    {
        if (_left.ElementCount > 0) throw new UnsupportedException($"the option {_left.GetElement(0).Name} of {operation} in MongoDB.Driver");
    }
}
