using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using PlanApi.Conformance.Tests.Guides;

namespace PlanApi.SyntheticData.Tests.Profiles;

/// <summary>A StructureDefinition of a guide or of R4, as the tree that its snapshot is.</summary>
internal sealed class Profile
{
    private static readonly IEnumerable<Guide> Guides = Guide.All.Where(g => g != Guide.UsCore3);
    private static readonly ConcurrentDictionary<string, Profile?> Known = new();

    private readonly Dictionary<string, ElementNode> _byId = [];

    private Profile(JsonObject definition, string guide)
    {
        (Url, Type, GuideName) = (definition["url"]!.GetValue<string>(), definition["type"]!.GetValue<string>(), guide);
        foreach (var element in definition["snapshot"]!["element"]!.AsArray().Select(e => new ElementNode(e!.AsObject())))
        {
            _byId[element.Id] = element;
            if (element.SliceName is { } slice && element.Id.EndsWith(":" + slice, StringComparison.Ordinal) && _byId.TryGetValue(element.Id[..^(slice.Length + 1)], out var sliced))
            {
                sliced.Slices.Add(element);
            }
            else if (element.Id.LastIndexOf('.') is > 0 and var dot)
            {
                _byId[element.Id[..dot]].Children.Add(element);
            }
        }
    }

    public string Url { get; }

    /// <summary>Of the resources or values it is about.</summary>
    public string Type { get; }

    /// <summary>The guide's name.</summary>
    public string GuideName { get; }

    public string Name => Url.Split('/')[^1];

    public ElementNode Root => _byId[Type];

    public IEnumerable<ElementNode> Elements => _byId.Values;

    /// <summary>The profile of a canonical address, whatever version it names; null where neither a guide nor R4 has it.</summary>
    public static Profile? Find(string canonical) => Known.GetOrAdd(canonical.Split('|')[0], static url =>
        Guides.Select(g => Package.Definitions(g, "StructureDefinition").FirstOrDefault(d => (string?)d["url"] == url) is { } definition ? new Profile(definition, g.Name) : null).FirstOrDefault(p => p is not null)
        ?? (Package.R4("StructureDefinition", url.Split('/')[^1]) is { } r4 && (string?)r4["url"] == url && r4["snapshot"] is not null ? new Profile(r4, "R4") : null));

    /// <summary>Where the content of an element is told at another one, that one's children.</summary>
    public IReadOnlyList<ElementNode> ChildrenOf(ElementNode element) =>
        element.Children.Count == 0 && element.ContentReference is { } reference && _byId.TryGetValue(reference[(reference.IndexOf('#', StringComparison.Ordinal) + 1)..], out var other)
            ? other.Children
            : element.Children;
}
