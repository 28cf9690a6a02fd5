using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Hl7.Fhir.Model;
using Hl7.Fhir.Serialization;

namespace PlanApi.SyntheticData.Tests.Profiles;

/// <param name="Path">Where in the resource, such as <c>Patient.name[0].family</c>.</param>
/// <param name="Rule">What kind of rule, such as <c>min</c> or an invariant's key.</param>
internal sealed partial record Finding(string Profile, string Path, string Rule, string Text)
{
    /// <summary>The path without the places in lists.</summary>
    public string Element => Place().Replace(Path, "");

    public override string ToString() => $"{Profile}: {Path}: {Rule}: {Text}";

    [GeneratedRegex(@"\[\d+\]", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Place();
}

/// <summary>
/// Checks resources against profiles: cardinality, fixed and pattern values, slices, bindings, invariants, and the types of references and choices.
/// What is within a data type that a profile says nothing about is left to the model, which reads the JSON strictly.
/// </summary>
/// <param name="resolve">The resource that a reference leads to; null where there is none.</param>
internal sealed class ProfileCheck(Func<string, Resource?> resolve)
{
    private static readonly JsonSerializerOptions Fhir = new JsonSerializerOptions().ForFhir(ModelInfo.ModelInspector);
    private readonly List<Finding> _found = [];
    private Profile _profile = null!;
    private PocoNode _resource = null!;
    private JsonObject _json = null!;

    /// <summary>What is wrong with the resource by each profile that it states.</summary>
    public IReadOnlyList<Finding> Check(JsonObject json)
    {
        var urls = (json["meta"]?["profile"]?.AsArray() ?? []).Select(p => p!.GetValue<string>()).ToList();
        return [.. urls.SelectMany(url => Profile.Find(url) is { } profile ? Check(json, profile) : [new Finding(url, "meta.profile", "profile", "no guide has it")])];
    }

    /// <summary>What is wrong with the resource by one profile; what the model can not read is one finding.</summary>
    public IReadOnlyList<Finding> Check(JsonObject json, Profile profile)
    {
        _found.Clear();
        _profile = profile;
        _json = json;
        try
        {
            _resource = JsonSerializer.Deserialize<Resource>(json, Fhir)!.ToPocoNode(ModelInfo.ModelInspector);
        }
        catch (DeserializationFailedException e)
        {
            return [new(profile.Name, profile.Type, "model", e.Message)];
        }

        if ((string?)json["resourceType"] != profile.Type)
        {
            return [new(profile.Name, profile.Type, "type", $"is a {json["resourceType"]}")];
        }

        Check(profile, profile.Root, new(profile.Type, json, "", _resource), null);
        return [.. _found.Distinct()];
    }

    /// <param name="slice">The same element as the slice that the value is of has it: the code that it fixes no binding forbids, though guides leave such bindings on.</param>
    private void Check(Profile owner, ElementNode element, ElementValue value, ElementNode? slice)
    {
        if (value.Node is not null)
        {
            CheckValue(element, value, isFixed: element.FixesCode || slice is { FixesCode: true });
        }

        CheckInvariants(element, value);
        foreach (var child in owner.ChildrenOf(element))
        {
            CheckChild(owner, child, value, slice?.Children.FirstOrDefault(c => c.Name == child.Name));
        }

        CheckExtension(element, value);
    }

    private void CheckChild(Profile owner, ElementNode child, ElementValue parent, ElementNode? parentSlice)
    {
        var values = parent.Of(child);
        Count(child, values.Count, parent);
        var slices = values.Select(v => child.IsSliced ? Slicing.SliceOf(child, v) : null).ToList();
        for (var i = 0; i < values.Count; i++)
        {
            Check(owner, child, values[i], slices[i] ?? parentSlice);
            if (slices[i] is { } slice)
            {
                Check(owner, slice, values[i], null);
            }
            else if (child.IsClosed)
            {
                Found(values[i].Path, "slicing", "is of no slice, and there may be no others");
            }
        }

        foreach (var slice in child.Slices)
        {
            Count(slice, slices.Count(s => s == slice), parent);
        }
    }

    private void Count(ElementNode element, int count, ElementValue parent)
    {
        if (count < element.Min)
        {
            Found($"{parent.Path}.{NameOf(element)}", "min", $"is there {count} times, at least {element.Min} are asked");
        }

        if (count > element.Max)
        {
            Found($"{parent.Path}.{NameOf(element)}", "max", $"is there {count} times, at most {element.Max} are allowed");
        }
    }

    private void CheckValue(ElementNode element, ElementValue value, bool isFixed)
    {
        if (element.Fixed is { } same && !JsonNode.DeepEquals(same, value.Node))
        {
            Found(value.Path, "fixed", $"is {value.Node!.ToJsonString()}, not {same.ToJsonString()}");
        }

        if (element.Pattern is { } pattern && !Patterns.Fits(value.Node, pattern))
        {
            Found(value.Path, "pattern", $"is {value.Node!.ToJsonString()}, without {pattern.ToJsonString()}");
        }

        if (!isFixed && element.Binding is { } binding && Bindings.Problem(value.Node!, binding) is { } problem)
        {
            Found(value.Path, "binding", problem);
        }

        if (value.Type.Length > 0 && element.Types.Count > 0 && element.Types.All(t => t.Code != value.Type))
        {
            Found(value.Path, "type", $"is a {value.Type}, not {string.Join(" or ", element.Types.Select(t => t.Code))}");
        }

        CheckTarget(element, value);
    }

    private void CheckTarget(ElementNode element, ElementValue value)
    {
        var targets = element.Types.Where(t => t.Code == "Reference").SelectMany(t => t.Targets).Select(TypeOf).ToList();
        if (targets.Count > 0 && !targets.Contains("Resource") && !targets.Contains(null) && value.Node is JsonObject o && (string?)o["reference"] is { } reference && !targets.Contains(TargetOf(reference)))
        {
            Found(value.Path, "target", $"leads to {reference}, not to {string.Join(" or ", targets)}");
        }
    }

    /// <summary>The type that a reference leads to; what begins with # lies within the resource.</summary>
    private string? TargetOf(string reference) => reference.StartsWith('#')
        ? (string?)_json["contained"]?.AsArray().FirstOrDefault(c => (string?)c!["id"] == reference[1..])?["resourceType"] ?? reference
        : reference.Split('/')[0];

    private void CheckInvariants(ElementNode element, ElementValue value)
    {
        if (value.Poco is null)
        {
            return;
        }

        foreach (var invariant in element.Invariants.Where(i => !Invariants.Holds(i, value.Poco, _resource, Resolve)))
        {
            Found(value.Path, invariant.Key, "does not hold");
        }
    }

    /// <summary>An extension is checked against its own definition as well.</summary>
    private void CheckExtension(ElementNode element, ElementValue value)
    {
        if (element.SliceName is not null && element.Types is [{ Code: "Extension", Profiles: [var url, ..] }] && Profile.Find(url) is { } extension)
        {
            Check(extension, extension.Root, value, null);
        }
    }

    private PocoNode? Resolve(string reference) => resolve(reference)?.ToPocoNode(ModelInfo.ModelInspector);

    private void Found(string path, string rule, string text) => _found.Add(new(_profile.Name, path, rule, text));

    private static string NameOf(ElementNode element) => element.SliceName is { } slice ? $"{element.Name}:{slice}" : element.Name;

    /// <summary>Null for a profile that is not at hand: it may be of any type.</summary>
    private static string? TypeOf(string profile) => Profile.Find(profile)?.Type ?? (profile.Split('/')[^1] is var type && ModelInfo.IsKnownResource(type) ? type : null);
}
