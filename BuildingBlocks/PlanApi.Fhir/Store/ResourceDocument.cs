using System.Collections.Frozen;
using PlanApi.Fhir.Index;

namespace PlanApi.Fhir.Store;

/// <summary>The stored form of a resource's version: field names, and what is read and written of them (ADR 0004).</summary>
internal sealed class ResourceDocument
{
    public const string Key = "_id";
    public const string TypeField = "type";
    public const string ReferenceField = "reference";
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
    public const string SortField = "sort";
    public const string ReferencesField = "refs";
    public const string DeletedField = "deleted";
    public const string JsonField = "json";

    /// <summary><c>Type/id</c>; in the history collection followed by <c>/version</c>.</summary>
    public required string Id { get; init; }

    /// <summary>What the store knows it by, see <see cref="ResourceKey"/>.</summary>
    public string StoredKey => ResourceKey.Of(Owner, Id);

    public int Version { get; init; }

    public DateTime Updated { get; init; }

    public string? Owner { get; init; }

    public string? Organization { get; init; }

    public byte[] Hash { get; init; } = [];

    /// <summary>The start of the type's main date; the first of all dates where a resource of such a type has none; null for other types.</summary>
    public DateTime? Date { get; init; }

    public IReadOnlyCollection<string> Entries { get; init; } = [];

    public IReadOnlyCollection<(string Parameter, DateRange Range)> Ranges { get; init; } = [];

    public IReadOnlyCollection<(string Parameter, NumberRange Range)> Numbers { get; init; } = [];

    /// <summary>By parameter what it is sorted by: a string, a double or a DateTime; only where it was asked for.</summary>
    public IReadOnlyDictionary<string, object> Sort { get; init; } = FrozenDictionary<string, object>.Empty;

    public IReadOnlyCollection<string> References { get; init; } = [];

    public bool Deleted { get; init; }

    public byte[] Json { get; init; } = [];

    /// <summary>The entries that begin so.</summary>
    public IEnumerable<string> EntriesBeginning(string text) =>
        Entries is StoredTexts stored ? stored.Beginning(text) : Entries.Where(e => e.StartsWith(text, StringComparison.Ordinal));

    /// <summary>The same as an earlier version: it keeps what access is decided by, and is found by its key alone.</summary>
    public ResourceDocument ToHistory() => new()
    {
        Id = HistoryKey.Of(Id, Version),
        Version = Version,
        Updated = Updated,
        Owner = Owner,
        Organization = Organization,
        Hash = Hash,
        Entries = [.. Entries.Where(Entry.IsForAccess)],
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
            MainDate = Date,
            Json = Json,
            Deleted = Deleted,
        };
    }
}
