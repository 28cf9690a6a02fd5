using System.Text;
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
        CheckId(elements.Current.Value);
        return document;
    }

    /// <summary>The bytes of a document that an update made.</summary>
    public static byte[] Prepare(BsonDocument document)
    {
        CheckId(RawValue.From(document["_id"]).View);
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
        CheckId(RawValue.From(id.Value).View);
        var bytes = RawValue.ToBytes(materialised);
        return bytes.Length <= TableWriter.MaxDocumentSize ? bytes : throw TooLarge(bytes.Length);
    }

    private static void CheckId(BsonView id)
    {
        if (id.Type is BsonType.Array or BsonType.RegularExpression or BsonType.Undefined)
            throw new CommandException(ErrorCode.InvalidIdField, $"The '_id' value cannot be of type {Query.Filters.TypeNames.Of(id.Type)}");
        if (id.IsDocument) RefuseDollars(id);
    }

    private static void RefuseDollars(BsonView value)
    {
        foreach (var element in value.Elements)
        {
            if (element.Name.StartsWith((byte)'$') && !element.Name.SequenceEqual("$ref"u8) && !element.Name.SequenceEqual("$id"u8) && !element.Name.SequenceEqual("$db"u8))
                throw new CommandException(ErrorCode.DollarPrefixedFieldName, $"_id fields may not contain '$'-prefixed fields: {Encoding.UTF8.GetString(element.Name)} is not valid for storage.");
            if (element.Value.IsDocument || element.Value.IsArray) RefuseDollars(element.Value);
        }
    }

    private static CommandException TooLarge(int size) =>
        new(ErrorCode.BSONObjectTooLarge, $"object to insert too large. size in bytes: {size}, max size: {TableWriter.MaxDocumentSize}");
}
