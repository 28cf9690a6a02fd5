using System.Text.Json.Nodes;
using PlanApi.Conformance.Tests.Guides;

namespace PlanApi.Conformance.Tests.Records;

/// <summary>
/// A must-support element of a profile, found in a resource's JSON by its path, e.g. <c>component:systolic.value[x].unit</c>: a slice is
/// told by its discriminator, a choice by any of its names.
/// </summary>
/// <param name="Fixed">The value it must have, if one is fixed.</param>
/// <param name="Extension">The URL of the extension that it is, or null where it is no extension.</param>
/// <param name="Part">The part of a complex extension, or null for the whole.</param>
internal sealed record MustSupport(ProfileGroup Group, string Path, string? Fixed, string? Extension, string? Part, IReadOnlyList<string> TargetProfiles)
{
    public static IReadOnlyList<MustSupport> Of(ProfileGroup group)
    {
        var data = group.Data["must_supports"]!.AsObject();
        return
        [
            .. List("elements").Select(e => new MustSupport(group, Text(e, "path")!, e["fixed_value"]?.ToString(), null, null, [.. (e["target_profiles"]?.AsArray() ?? []).Select(p => p!.GetValue<string>())])),
            .. List("extensions").Select(e => Text(e, "url") is { } url
                ? new MustSupport(group, Text(e, "path")!, null, url, null, [])
                : new MustSupport(group, Above(Text(e, "path")!), null, Whole(Text(e, "id")!), Text(e, "id")!.Split(':')[^1], [])),
            .. List("slices").Select(s => new MustSupport(group, $"{Text(s, "path")}:{Text(s, "slice_name")}", null, null, null, [])),
        ];

        static string Above(string path) => path[..path.LastIndexOf('.')];

        // A part of a complex extension has a name for URL, and the id of the whole before its own.
        string Whole(string part) => List("extensions").Where(e => Text(e, "id") == Above(part)).Select(e => Text(e, "url")!).Single();

        IEnumerable<JsonObject> List(string name) => (data[name]?.AsArray() ?? []).Select(e => e!.AsObject());
    }

    /// <summary>What a resource has at the path.</summary>
    public IEnumerable<JsonNode> In(JsonObject resource) => Walk([resource], Path.Split('.'), "");

    public bool IsIn(JsonObject resource)
    {
        var found = In(resource);
        return Extension is not null
            ? found.Any(e => e["url"]?.ToString() == Extension && (Part is null || e["extension"]!.AsArray().Any(p => p!["url"]!.ToString() == Part)))
            : found.Any(v => Fixed is null || v.ToString() == Fixed);
    }

    public override string ToString() => Path + (Fixed is null ? "" : "=" + Fixed) + (Extension is null ? "" : " " + Extension) + (Part is null ? "" : "#" + Part);

    private IEnumerable<JsonNode> Walk(IEnumerable<JsonNode> at, ReadOnlySpan<string> steps, string above)
    {
        if (steps.IsEmpty)
            return at;
        var step = steps[0].Split(':');
        var path = above.Length == 0 ? step[0] : $"{above}.{step[0]}";
        var name = step.Length == 2 && IsChoice(step[0], step[1]) ? step[1] : step[0];
        var children = at.OfType<JsonObject>().SelectMany(o => Names(o, name)).SelectMany(v => v is JsonArray list ? list.OfType<JsonNode>() : [v]);
        if (step.Length == 2 && Slice.Of(Group, path, step[1]) is { } slice)
            children = children.Where(slice.IsOf);
        return Walk([.. children], steps[1..], path);
    }

    /// <summary>Whether a slice of a choice is told by its name, as <c>valueQuantity</c> of <c>value[x]</c>.</summary>
    public static bool IsChoice(string name, string slice) => name.EndsWith("[x]", StringComparison.Ordinal) && slice.StartsWith(name[..^3], StringComparison.Ordinal);

    // A primitive that has only an extension is there too, as its sibling with an underscore.
    private static IEnumerable<JsonNode> Names(JsonObject element, string name) =>
        name.EndsWith("[x]", StringComparison.Ordinal)
            ? element.Where(p => p.Key.StartsWith(name[..^3], StringComparison.Ordinal) && p.Key.Length > name.Length - 3 && char.IsAsciiLetterUpper(p.Key[name.Length - 3])).Select(p => p.Value!)
            : element[name] is { } value ? [value] : element["_" + name] is { } extended ? [extended] : [];

    private static string? Text(JsonObject element, string name) => element[name]?.GetValue<string>();
}
