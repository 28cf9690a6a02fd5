using System.Text.Json.Nodes;
using PlanApi.TestKit;

namespace PlanApi.Conformance.Tests.Guides;

/// <summary>One profile's required searches and must-support elements, as the conformance data hold them.</summary>
internal sealed record ProfileGroup(Guide Guide, JsonObject Data)
{
    public string Name => Data["name"]!.GetValue<string>();

    public string Type => Data["resource"]!.GetValue<string>();

    public string Profile => Data["profile_url"]!.GetValue<string>();

    /// <summary>The searches asked for, each with the names of its parameters.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Searches =>
    [
        .. Data["searches"]!.AsArray().Where(s => s!["expectation"]!.GetValue<string>() is "SHALL" or "SHOULD")
            .Select(s => (IReadOnlyList<string>)[.. s!["names"]!.AsArray().Select(n => n!.GetValue<string>())]),
    ];

    /// <summary>The operations asked for, by their codes.</summary>
    public IReadOnlyList<string> Operations =>
    [
        .. (Data["operations"]?.AsArray() ?? []).Where(o => o!["expectation"]!.GetValue<string>() is "SHALL" or "SHOULD").Select(o => o!["code"]!.GetValue<string>()),
    ];

    /// <summary>References that must lead to a resource of a profile: the path of each, and the profile.</summary>
    public IReadOnlyList<(string Path, string Profile)> References =>
    [
        .. (Data["must_supports"]!["references"]?.AsArray() ?? []).Select(r => (r!["path"]!.GetValue<string>(), r["target_profile"]!.GetValue<string>())),
    ];

    public IReadOnlyList<string> Includes => Texts("include_params");

    public IReadOnlyList<string> RevIncludes => Texts("revincludes");

    /// <summary>Whether several values of a parameter, separated by commas, are asked for.</summary>
    public bool OrAsked(string parameter) => Data["search_definitions"]?[parameter]?["multiple_or"]?.ToString() is "SHALL" or "SHOULD" or "true";

    public static IReadOnlyList<ProfileGroup> Of(Guide guide) => guide.Data is null
        ? []
        : [.. JsonNode.Parse(File.ReadAllBytes(SharedData.Need($"conformance/{guide.Data}")))!["groups"]!.AsArray().Select(g => new ProfileGroup(guide, g!.AsObject()))];

    public override string ToString() => Name;

    private List<string> Texts(string list) => [.. (Data[list]?.AsArray() ?? []).Select(t => t!.GetValue<string>())];
}
