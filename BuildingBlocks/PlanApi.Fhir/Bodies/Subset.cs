using System.Collections.Concurrent;
using System.Text.Json;

namespace PlanApi.Fhir.Bodies;

/// <summary>
/// A part of a resource, marked as such: made by copying spans of the stored JSON, never through objects (search.html#summary). Stored JSON has
/// no white space and begins with type, id and meta.
/// </summary>
internal sealed class Subset
{
    private static readonly ConcurrentDictionary<(string Kind, string Type), Subset> Cache = new();
    private readonly ElementTree _kept;
    private readonly Func<string, Subset> _for;

    private Subset(ElementTree kept, Func<string, Subset> of) => (_kept, _for) = (kept, of);

    /// <summary><c>_summary=true</c>.</summary>
    public static Subset Summary(string type) => Made("true", type, ElementTree.Summary, Summary);

    /// <summary><c>_summary=data</c>: all but the narrative.</summary>
    public static Subset Data(string type) => Made("data", type, t => ElementTree.Of(t, p => p.Name != "text"), Data);

    /// <summary><c>_summary=text</c>: the narrative, and what may not be left out.</summary>
    public static Subset Text(string type) => Made("text", type, t => ElementTree.Of(t, p => p.Name is "text" or "id" or "meta" || p.IsMandatoryElement), Text);

    /// <summary><c>_elements</c>: what was asked for, what may not be left out, and what changes the meaning of the rest.</summary>
    public static Subset Elements(string type, IReadOnlyCollection<string> names) => new(
        ElementTree.Of(type, p => names.Contains(p.Name) || p.Name is "id" or "meta" || p.IsMandatoryElement || p.IsModifier), t => Elements(t, names));

    /// <summary>Parts names into those that are elements of the type and those that are not. A choice may be written with or without <c>[x]</c>.</summary>
    public static (IReadOnlyList<string> Known, IReadOnlyList<string> Unknown) Known(string type, IEnumerable<string> names)
    {
        var elements = ElementTree.Elements(type).Select(p => p.Name).ToHashSet(StringComparer.Ordinal);
        var groups = names.Select(n => n.EndsWith("[x]", StringComparison.Ordinal) ? n[..^3] : n).Distinct().ToLookup(elements.Contains);
        return ([.. groups[true]], [.. groups[false]]);
    }

    /// <summary>The same kind of subset of another type.</summary>
    public Subset For(string type) => _for(type);

    /// <summary>The subset of a resource's stored JSON.</summary>
    public byte[] Of(ReadOnlySpan<byte> json)
    {
        using var into = new MemoryStream(json.Length);
        var reader = new Utf8JsonReader(json);
        reader.Read();
        SubsetCopy.Resource(ref reader, json, _kept, into);
        return into.ToArray();
    }

    private static Subset Made(string kind, string type, Func<string, ElementTree> make, Func<string, Subset> again) =>
        Cache.GetOrAdd((kind, type), _ => new(make(type), again));
}
