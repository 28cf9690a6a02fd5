using MongoDB.Bson;
using MongoDB.Bson.IO;
using MongoDB.Bson.Serialization;
using MongoDB.Bson.Serialization.Serializers;
using PlanApi.Fhir.Index;

namespace PlanApi.Fhir.Store;

/// <summary>The stored form of a resource's version: field names, and what is read and written of them (ADR 0004).</summary>
internal sealed class ResourceDocument
{
    public const string Key = "_id";
    public const string TypeField = "type";
    public const string VersionField = "version";
    public const string UpdatedField = "updated";
    public const string OwnerField = "owner";
    public const string OrganizationField = "organization";
    public const string HashField = "hash";
    public const string DateField = "date";
    public const string EntriesField = "search";
    public const string RangesField = "ranges";
    public const string ParameterField = "p";
    public const string FromField = "from";
    public const string ToField = "to";
    public const string ReferencesField = "refs";
    public const string DeletedField = "deleted";
    public const string JsonField = "json";

    /// <summary><c>Type/id</c>; in the history collection followed by <c>/version</c>.</summary>
    public required string Id { get; init; }

    public int Version { get; init; }

    public DateTime Updated { get; init; }

    public string? Owner { get; init; }

    public string? Organization { get; init; }

    public byte[] Hash { get; init; } = [];

    /// <summary>The start of the type's main date; the first of all dates where a resource of such a type has none; null for other types.</summary>
    public DateTime? Date { get; init; }

    public IReadOnlyCollection<string> Entries { get; init; } = [];

    public IReadOnlyCollection<(string Parameter, DateRange Range)> Ranges { get; init; } = [];

    public IReadOnlyCollection<string> References { get; init; } = [];

    public bool Deleted { get; init; }

    public byte[] Json { get; init; } = [];

    /// <summary>The same as an earlier version: it keeps what access is decided by, and is found by its key alone.</summary>
    public ResourceDocument ToHistory() => new()
    {
        Id = HistoryKey.Of(Id, Version),
        Version = Version,
        Updated = Updated,
        Owner = Owner,
        Organization = Organization,
        Hash = Hash,
        Entries = [.. Entries.Where(Entry.IsSecurity)],
        Deleted = Deleted,
        Json = Json,
    };

    /// <summary>What leaves the store, without what it is found by.</summary>
    public StoredResource ToStored()
    {
        var slash = Id.IndexOf('/', StringComparison.Ordinal);
        var end = Id.IndexOf('/', slash + 1);
        return new()
        {
            Type = Id[..slash],
            Id = end < 0 ? Id[(slash + 1)..] : Id[(slash + 1)..end],
            Version = Version,
            LastUpdated = Updated,
            Json = Json,
            Deleted = Deleted,
            Owner = Owner,
            Organization = Organization,
        };
    }
}

/// <summary>Reads and writes documents straight from and to BSON: no reflection, and no tree of values in between.</summary>
internal sealed class ResourceSerializer : SerializerBase<ResourceDocument>
{
    public override void Serialize(BsonSerializationContext context, BsonSerializationArgs args, ResourceDocument value)
    {
        var writer = context.Writer;
        writer.WriteStartDocument();
        writer.WriteString(ResourceDocument.Key, value.Id);
        // A deleted resource has no type here, so that no search by type can meet it.
        if (!value.Deleted)
            writer.WriteString(ResourceDocument.TypeField, ReferenceText.TypeOf(value.Id));
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
        WriteRanges(writer, value.Ranges);
        writer.WriteEndDocument();
    }

    public override ResourceDocument Deserialize(BsonDeserializationContext context, BsonDeserializationArgs args)
    {
        var reader = context.Reader;
        var (id, version, updated, deleted) = ("", 0, 0L, false);
        DateTime? date = null;
        string? owner = null, organization = null;
        byte[] json = [], hash = [];
        List<string> entries = [], references = [];
        reader.ReadStartDocument();
        while (reader.ReadBsonType() != BsonType.EndOfDocument)
        {
            switch (reader.ReadName(Utf8NameDecoder.Instance))
            {
                case ResourceDocument.Key: id = reader.ReadString(); break;
                case ResourceDocument.VersionField: version = reader.ReadInt32(); break;
                case ResourceDocument.UpdatedField: updated = reader.ReadDateTime(); break;
                case ResourceDocument.OwnerField: owner = ReadText(reader); break;
                case ResourceDocument.OrganizationField: organization = ReadText(reader); break;
                case ResourceDocument.DeletedField: deleted = reader.ReadBoolean(); break;
                case ResourceDocument.DateField: date = BsonUtils.ToDateTimeFromMillisecondsSinceEpoch(reader.ReadDateTime()); break;
                case ResourceDocument.JsonField: json = reader.ReadBytes(); break;
                case ResourceDocument.HashField: hash = reader.ReadBytes(); break;
                case ResourceDocument.EntriesField: ReadTexts(reader, entries); break;
                case ResourceDocument.ReferencesField: ReadTexts(reader, references); break;
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

    private static void WriteRanges(IBsonWriter writer, IReadOnlyCollection<(string Parameter, DateRange Range)> ranges)
    {
        if (ranges.Count == 0)
            return;
        writer.WriteStartArray(ResourceDocument.RangesField);
        foreach (var (parameter, range) in ranges)
        {
            writer.WriteStartDocument();
            writer.WriteString(ResourceDocument.ParameterField, parameter);
            writer.WriteDateTime(ResourceDocument.FromField, BsonUtils.ToMillisecondsSinceEpoch(range.From));
            writer.WriteDateTime(ResourceDocument.ToField, BsonUtils.ToMillisecondsSinceEpoch(range.To));
            writer.WriteEndDocument();
        }

        writer.WriteEndArray();
    }

    private static string? ReadText(IBsonReader reader)
    {
        if (reader.CurrentBsonType != BsonType.Null)
            return reader.ReadString();
        reader.ReadNull();
        return null;
    }

    private static void ReadTexts(IBsonReader reader, List<string> into)
    {
        reader.ReadStartArray();
        while (reader.ReadBsonType() != BsonType.EndOfDocument)
            into.Add(reader.ReadString());
        reader.ReadEndArray();
    }
}
