using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using PlanApi.Conformance.Tests.Guides;

namespace PlanApi.SyntheticData.Tests.Profiles;

internal enum Membership
{
    In,
    Out,

    /// <summary>The set, or a code system it draws from, is not at hand: nobody can tell.</summary>
    Unknown,
}

/// <summary>Whether a code is of a value set of the guides or of R4, as far as they can be expanded.</summary>
internal static class ValueSets
{
    private static readonly IEnumerable<Guide> Guides = Guide.All.Where(g => g != Guide.UsCore3);
    private static readonly ConcurrentDictionary<(string Type, string Url), JsonObject?> Known = new();
    private static readonly ConcurrentDictionary<string, HashSet<string>?> Codes = new();

    /// <summary>RxNorm is not at hand. Of the codes that the formulary's guide itself has in its examples, it says what they are: brands with their form, without strength.</summary>
    private static readonly Dictionary<string, string> RxNormTypes = new() { ["1185784"] = "SBDG", ["1187315"] = "SBDG" };

    /// <summary>Sets of which something could not be told, for the report.</summary>
    public static ConcurrentDictionary<string, bool> NotExpanded { get; } = new();

    /// <param name="system">Null for a bare code, whose system is the set's own.</param>
    public static Membership Contains(string valueSet, string? system, string code)
    {
        var url = valueSet.Split('|')[0];
        if (Find("ValueSet", url) is not { } set)
        {
            NotExpanded[url] = true;
            return Membership.Unknown;
        }

        var membership = Any(set["compose"]?["include"], system, code);
        if (membership == Membership.Unknown)
        {
            NotExpanded[url] = true;
        }

        return membership != Membership.Out && Any(set["compose"]?["exclude"], system, code) == Membership.In ? Membership.Out : membership;
    }

    /// <summary>Whether the set draws from this system at all.</summary>
    public static bool DrawsFrom(string valueSet, string system) => Find("ValueSet", valueSet.Split('|')[0]) is { } set
        && Items(set["compose"]?["include"]).Any(i => (string?)i["system"] == system || Items(i["valueSet"], n => n!.GetValue<string>()).Any(v => DrawsFrom(v, system)));

    private static Membership Any(JsonNode? parts, string? system, string code)
    {
        var found = Membership.Out;
        foreach (var part in Items(parts))
        {
            switch (Of(part, system, code))
            {
                case Membership.In:
                    return Membership.In;
                case Membership.Unknown:
                    found = Membership.Unknown;
                    break;
            }
        }

        return found;
    }

    private static Membership Of(JsonNode part, string? system, string code)
    {
        var sets = Items(part["valueSet"], n => n!.GetValue<string>()).Select(v => Contains(v, system, code)).ToList();
        if ((string?)part["system"] is not { } from)
        {
            return sets.Count == 0 || sets.Contains(Membership.Out) ? Membership.Out : sets.Contains(Membership.Unknown) ? Membership.Unknown : Membership.In;
        }

        if (system is not null && system != from)
        {
            return Membership.Out;
        }

        var listed = Items(part["concept"]).Select(c => (string?)c["code"]).ToList();
        if (listed.Count > 0)
        {
            return listed.Contains(code) ? Membership.In : Membership.Out;
        }

        var filters = Items(part["filter"]).ToList();
        if (filters.Any(f => (string?)f["property"] == "TTY") && RxNormTypes.TryGetValue(code, out var type))
        {
            return filters.All(f => (string?)f["value"] == type) ? Membership.In : Membership.Out;
        }

        if (CodesOf(from) is not { } codes)
        {
            return Membership.Unknown;
        }

        return !codes.Contains(code) ? Membership.Out : filters.Count == 0 ? Membership.In : Filtered(from, filters, code);
    }

    private static Membership Filtered(string system, IReadOnlyList<JsonNode> filters, string code)
    {
        if (filters is not [var only] || (string?)only["op"] is not ("is-a" or "descendent-of") || Concept(Find("CodeSystem", system)!["concept"], (string)only["value"]!) is not { } root)
        {
            return Membership.Unknown;
        }

        var below = Flat(root["concept"]).Contains(code);
        return below || ((string?)only["op"] == "is-a" && (string?)root["code"] == code) ? Membership.In : Membership.Out;
    }

    /// <summary>All codes of a system that is told whole; null for others.</summary>
    private static HashSet<string>? CodesOf(string system) => Codes.GetOrAdd(system, static s =>
        Find("CodeSystem", s) is { } found && (string?)found["content"] == "complete" ? [.. Flat(found["concept"])] : null);

    private static IEnumerable<string> Flat(JsonNode? concepts) => Items(concepts).SelectMany(c => Flat(c["concept"]).Prepend((string)c["code"]!));

    private static JsonNode? Concept(JsonNode? concepts, string code) =>
        Items(concepts).Select(c => (string?)c["code"] == code ? c : Concept(c["concept"], code)).FirstOrDefault(c => c is not null);

    private static IEnumerable<JsonNode> Items(JsonNode? list) => Items(list, n => n!);

    private static IEnumerable<T> Items<T>(JsonNode? list, Func<JsonNode?, T> read) => (list?.AsArray() ?? []).Select(read);

    private static JsonObject? Find(string type, string url) => Known.GetOrAdd((type, url), static key =>
        Guides.SelectMany(g => Package.Definitions(g, key.Type)).FirstOrDefault(d => (string?)d["url"] == key.Url)
        ?? (Package.R4(key.Type, key.Url.Split('/')[^1]) is { } r4 && (string?)r4["url"] == key.Url ? r4 : null));
}
