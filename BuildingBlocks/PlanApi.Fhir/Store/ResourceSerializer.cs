using System.Collections.Frozen;
using MongoDB.Bson;
using MongoDB.Bson.IO;
using MongoDB.Bson.Serialization;
using MongoDB.Bson.Serialization.Serializers;
using PlanApi.Fhir.Index;

namespace PlanApi.Fhir.Store;

/// <summary>Reads and writes documents straight from and to BSON: no reflection, and no tree of values in between.</summary>
internal sealed class ResourceSerializer : SerializerBase<ResourceDocument>
{
    public override void Serialize(BsonSerializationContext context, BsonSerializationArgs args, ResourceDocument value)
    {
        var writer = context.Writer;
        writer.WriteStartDocument();
        writer.WriteString(ResourceDocument.Key, value.StoredKey);
        // A deleted resource has no type here, so that no search by type can meet it.
        if (!value.Deleted)
            writer.WriteString(ResourceDocument.TypeField, ReferenceText.TypeOf(value.Id));
        writer.WriteString(ResourceDocument.ReferenceField, value.Id);
        writer.WriteInt32(ResourceDocument.VersionField, value.Version);
        writer.WriteDateTime(ResourceDocument.UpdatedField, BsonUtils.ToMillisecondsSinceEpoch(value.Updated));
        WriteText(writer, ResourceDocument.OwnerField, value.Owner);
        if (value.Organization is not null)
            writer.WriteString(ResourceDocument.OrganizationField, value.Organization);
        if (value.Deleted)
            writer.WriteBoolean(ResourceDocument.DeletedField, true);
        if (value.Date is { } date)
            writer.WriteDateTime(ResourceDocument.DateField, BsonUtils.ToMillisecondsSinceEpoch(date));
        writer.WriteBytes(ResourceDocument.JsonField, value.Json);
        writer.WriteBytes(ResourceDocument.HashField, value.Hash);
        WriteTexts(writer, ResourceDocument.EntriesField, value.Entries);
        WriteTexts(writer, ResourceDocument.ReferencesField, value.References);
        WriteRanges(writer, value);
        WriteSort(writer, value.Sort);
        writer.WriteEndDocument();
    }

    public override ResourceDocument Deserialize(BsonDeserializationContext context, BsonDeserializationArgs args)
    {
        var reader = context.Reader;
        var (id, version, updated, deleted) = ("", 0, 0L, false);
        DateTime? date = null;
        string? owner = null, organization = null;
        byte[] json = [], hash = [];
        IReadOnlyCollection<string> entries = [], references = [];
        IReadOnlyDictionary<string, object> sort = FrozenDictionary<string, object>.Empty;
        reader.ReadStartDocument();
        while (reader.ReadBsonType() != BsonType.EndOfDocument)
        {
            switch (reader.ReadName(Utf8NameDecoder.Instance))
            {
                case ResourceDocument.Key: (owner, id) = ResourceKey.Parse(reader.ReadString()); break;
                case ResourceDocument.VersionField: version = reader.ReadInt32(); break;
                case ResourceDocument.UpdatedField: updated = reader.ReadDateTime(); break;
                case ResourceDocument.OrganizationField: organization = reader.ReadString(); break;
                case ResourceDocument.DeletedField: deleted = reader.ReadBoolean(); break;
                case ResourceDocument.DateField: date = BsonUtils.ToDateTimeFromMillisecondsSinceEpoch(reader.ReadDateTime()); break;
                case ResourceDocument.JsonField: json = reader.ReadBytes(); break;
                case ResourceDocument.HashField: hash = reader.ReadBytes(); break;
                case ResourceDocument.EntriesField: entries = StoredTexts.Read(reader); break;
                case ResourceDocument.ReferencesField: references = ReadTexts(reader); break;
                case ResourceDocument.SortField: sort = ReadSort(reader); break;
                default: reader.SkipValue(); break;
            }
        }

        reader.ReadEndDocument();
        return new()
        {
            Id = id,
            Version = version,
            Updated = BsonUtils.ToDateTimeFromMillisecondsSinceEpoch(updated),
            Owner = owner,
            Organization = organization,
            Deleted = deleted,
            Date = date,
            Json = json,
            Hash = hash,
            Entries = entries,
            References = references,
            Sort = sort,
        };
    }

    private static void WriteText(IBsonWriter writer, string name, string? value)
    {
        if (value is null)
            writer.WriteNull(name);
        else
            writer.WriteString(name, value);
    }

    private static void WriteTexts(IBsonWriter writer, string name, IReadOnlyCollection<string> values)
    {
        if (values.Count == 0)
            return;
        writer.WriteStartArray(name);
        foreach (var value in values)
            writer.WriteString(value);
        writer.WriteEndArray();
    }

    private static void WriteRanges(IBsonWriter writer, ResourceDocument document)
    {
        if (document.Ranges.Count + document.Numbers.Count == 0)
            return;
        writer.WriteStartArray(ResourceDocument.RangesField);
        foreach (var (parameter, range) in document.Numbers)
        {
            writer.WriteStartDocument();
            writer.WriteString(ResourceDocument.ParameterField, parameter);
            writer.WriteDouble(ResourceDocument.FromField, range.From);
            writer.WriteDouble(ResourceDocument.ToField, range.To);
            writer.WriteEndDocument();
        }

        foreach (var (parameter, range) in document.Ranges)
        {
            writer.WriteStartDocument();
            writer.WriteString(ResourceDocument.ParameterField, parameter);
            writer.WriteDateTime(ResourceDocument.FromField, BsonUtils.ToMillisecondsSinceEpoch(range.From));
            writer.WriteDateTime(ResourceDocument.ToField, BsonUtils.ToMillisecondsSinceEpoch(range.To));
            writer.WriteEndDocument();
        }

        writer.WriteEndArray();
    }

    private static void WriteSort(IBsonWriter writer, IReadOnlyDictionary<string, object> sort)
    {
        if (sort.Count == 0)
            return;
        writer.WriteStartDocument(ResourceDocument.SortField);
        foreach (var (parameter, value) in sort)
        {
            switch (value)
            {
                case DateTime time:
                    writer.WriteDateTime(parameter, BsonUtils.ToMillisecondsSinceEpoch(time));
                    break;
                case double number:
                    writer.WriteDouble(parameter, number);
                    break;
                default:
                    writer.WriteString(parameter, (string)value);
                    break;
            }
        }

        writer.WriteEndDocument();
    }

    private static Dictionary<string, object> ReadSort(IBsonReader reader)
    {
        Dictionary<string, object> sort = new(StringComparer.Ordinal);
        reader.ReadStartDocument();
        while (reader.ReadBsonType() is not BsonType.EndOfDocument and var type)
        {
            var name = reader.ReadName(Utf8NameDecoder.Instance);
            sort[name] = type switch
            {
                BsonType.DateTime => BsonUtils.ToDateTimeFromMillisecondsSinceEpoch(reader.ReadDateTime()),
                BsonType.Double => reader.ReadDouble(),
                _ => reader.ReadString(),
            };
        }

        reader.ReadEndDocument();
        return sort;
    }

    private static List<string> ReadTexts(IBsonReader reader)
    {
        List<string> texts = [];
        reader.ReadStartArray();
        while (reader.ReadBsonType() != BsonType.EndOfDocument)
            texts.Add(reader.ReadString());
        reader.ReadEndArray();
        return texts;
    }
}
