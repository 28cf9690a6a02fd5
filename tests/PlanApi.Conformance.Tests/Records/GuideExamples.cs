using System.Text.Json.Nodes;
using PlanApi.Conformance.Tests.Guides;

namespace PlanApi.Conformance.Tests.Records;

/// <summary>
/// The examples of a guide made ready for loading: ids that no other guide uses, references that follow them, and everything that is a
/// patient's made one member's.
/// </summary>
internal static class GuideExamples
{
    /// <summary>
    /// Examples that R4 itself does not allow, each with the element that is wrong: they must not be loaded. Without that element they are, as
    /// examples of their own.
    /// </summary>
    public static IReadOnlyDictionary<string, string> Wrong { get; } = new Dictionary<string, string>
    {
        // No base64.
        ["DiagnosticReport/u3-cardiology-report"] = "presentedForm.hash",
        // Text or code in a blockquote without a paragraph: no XHTML of narratives.
        ["ExplanationOfBenefit/px-PDexPriorAuth1"] = "text",
        ["Basic/df-FormularyItem-D1002-1049640"] = "text",
    };

    public static IReadOnlyList<Loaded> Of(Guide guide, string member)
    {
        var examples = Package.Examples(guide);
        // What stands alone goes before what a bundle shows.
        var distinct = examples.Concat(examples.SelectMany(Entries)).Where(r => r.ContainsKey("id")).DistinctBy(Reference).Where(r => r["resourceType"]!.GetValue<string>() is not ("Bundle" or "GraphDefinition")).ToList();
        var known = distinct.Select(Reference).ToHashSet(StringComparer.Ordinal);
        var rewritten = distinct.Select(r => new Loaded(guide, Rewrite(r, guide, member, known))).ToList();
        return [.. rewritten, .. rewritten.Where(r => Wrong.ContainsKey(r.Reference)).Select(Mended)];
    }

    private static Loaded Mended(Loaded wrong)
    {
        var json = wrong.Json.DeepClone().AsObject();
        json["id"] = wrong.Id + "-mended";
        Remove(json, Wrong[wrong.Reference].Split('.'));
        return new(wrong.Guide, json);
    }

    private static void Remove(JsonNode? at, ReadOnlySpan<string> path)
    {
        if (at is JsonArray list)
        {
            foreach (var item in list)
                Remove(item, path);
        }
        else if (path.Length == 1)
            at?.AsObject().Remove(path[0]);
        else
            Remove(at?[path[0]], path[1..]);
    }

    private static IEnumerable<JsonObject> Entries(JsonObject bundle) =>
        bundle["entry"]?.AsArray().Select(e => e!["resource"]).OfType<JsonObject>() ?? [];

    private static string Reference(JsonObject resource) => $"{resource["resourceType"]!.GetValue<string>()}/{resource["id"]!.GetValue<string>()}";

    private static JsonObject Rewrite(JsonObject example, Guide guide, string member, HashSet<string> known)
    {
        var resource = example.DeepClone().AsObject();
        resource["id"] = $"{guide.Tag}-{resource["id"]!.GetValue<string>()}";
        var own = resource["resourceType"]!.GetValue<string>() == "Patient";
        Follow(resource, reference =>
        {
            var parts = reference.Split('/');
            if (parts.Length < 2 || reference.StartsWith("urn:", StringComparison.Ordinal))
                return reference;
            var (type, id) = (parts[^2], parts[^1]);
            if (type == "Patient" && !own && !guide.IsPublic)
                return $"Patient/{member}";
            return known.Contains($"{type}/{id}") ? $"{type}/{guide.Tag}-{id}" : reference;
        });
        return resource;
    }

    /// <summary>Rewrites every reference.</summary>
    public static void Follow(JsonNode? node, Func<string, string> rewritten)
    {
        switch (node)
        {
            case JsonObject element:
                foreach (var (name, value) in element.ToList())
                {
                    if (name == "reference" && value is JsonValue text && text.TryGetValue<string>(out var reference))
                        element[name] = rewritten(reference);
                    else
                        Follow(value, rewritten);
                }

                break;
            case JsonArray list:
                foreach (var item in list)
                    Follow(item, rewritten);
                break;
            default:
                break;
        }
    }
}
