using MongoDB.Bson;
using PlanApi.EmbeddedMongo.Storage;
using PlanApi.EmbeddedMongo.Values;

namespace PlanApi.EmbeddedMongo.Commands;

/// <summary>Makes documents fit to be stored: with an _id, first, of a type an _id may have, and not too large.</summary>
internal static class StoredDocument
{
    public static ReadOnlyMemory<byte> Prepare(ReadOnlyMemory<byte> document, DateTimeOffset now)
    {
        if (document.Length > TableWriter.MaxDocumentSize) throw TooLarge(document.Length);
        var elements = new BsonElements(document.Span);
        if (!elements.MoveNext() || !elements.Current.Name.SequenceEqual("_id"u8)) return WithIdFirst(document, now);
        CheckId(elements.Current.Value.Type);
        return document;
    }

    /// <summary>The bytes of a document that an update made.</summary>
    public static byte[] Prepare(BsonDocument document)
    {
        CheckId(document["_id"].BsonType);
        var bytes = RawValue.ToBytes(document);
        if (bytes.Length > TableWriter.MaxDocumentSize)
            throw new CommandException(ErrorCode.Location17419, $"Resulting document after update is larger than {TableWriter.MaxDocumentSize}");
        return BsonValidator.IsDocument(bytes) ? bytes : throw new CommandException(ErrorCode.InvalidBSON, "The resulting document nests too deep");
    }

    private static byte[] WithIdFirst(ReadOnlyMemory<byte> document, DateTimeOffset now)
    {
        var materialised = RawValue.ToBson(document.Span);
        var at = materialised.IndexOfName("_id");
        var id = at < 0 ? new BsonElement("_id", ObjectId.GenerateNewId(now.UtcDateTime)) : materialised.GetElement(at);
        if (at >= 0) materialised.RemoveAt(at);
        materialised.InsertAt(0, id);
        CheckId(id.Value.BsonType);
        var bytes = RawValue.ToBytes(materialised);
        return bytes.Length <= TableWriter.MaxDocumentSize ? bytes : throw TooLarge(bytes.Length);
    }

    private static void CheckId(BsonType type)
    {
        if (type is BsonType.Array or BsonType.RegularExpression or BsonType.Undefined)
            throw CommandException.BadValue($"The '_id' value cannot be of type {Query.Filters.TypeNames.Of(type)}");
    }

    private static CommandException TooLarge(int size) =>
        new(ErrorCode.BSONObjectTooLarge, $"object to insert too large. size in bytes: {size}, max size: {TableWriter.MaxDocumentSize}");
}
