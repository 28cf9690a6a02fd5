using System.Text.Json.Serialization;

namespace PlanApi.Fhir.Load;

/// <summary>Where something lies in what is loaded; see <see cref="SourceResource"/>.</summary>
internal readonly record struct SourcePlace(string File, int Line, bool IsEntry);

/// <summary>A resource as it lies in a file.</summary>
/// <param name="File">The file's name, relative to what is loaded.</param>
/// <param name="Line">The line in NDJSON, or the entry in a bundle; both counted from 1.</param>
/// <param name="IsEntry">Whether <paramref name="Line"/> counts entries.</param>
/// <param name="Json">UTF-8 JSON.</param>
/// <param name="Type">The type that its JSON names, or null.</param>
/// <param name="Id">The id that its JSON has or, without one, the id it gets; null where nothing says.</param>
/// <param name="Entries">What the full URLs of its bundle stand for, as <c>Type/id</c>; empty outside bundles.</param>
/// <param name="Problem">Why it, or all that follows in the file, can not be read; or null.</param>
internal sealed record SourceResource(
    string File, int Line, bool IsEntry, ReadOnlyMemory<byte> Json, string? Type, string? Id, IReadOnlyDictionary<string, string> Entries, string? Problem = null)
{
    /// <summary>Where it lies.</summary>
    [JsonIgnore]
    public SourcePlace Place => new(File, Line, IsEntry);

    /// <summary><c>Type/id</c>, or null where one of them is not known.</summary>
    [JsonIgnore]
    public string? Name => Type is null || Id is null ? null : $"{Type}/{Id}";
}
