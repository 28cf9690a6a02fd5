using System.Reflection;
using System.Text.Json.Nodes;
using Hl7.Fhir.Introspection;
using PlanApi.Conformance.Tests.Guides;

namespace PlanApi.Conformance.Tests.Records;

/// <summary>
/// Makes resources that have the must-support elements of a profile which no example of its guide has: an example, completed. Elements
/// that exclude each other, as the types of a choice, come in resources of their own.
/// </summary>
/// <param name="target">A reference to a resource of one of these types.</param>
internal sealed class Completion(ProfileGroup group, Func<IReadOnlyList<string>, JsonNode> target)
{
    private const int MostResources = 6;

    /// <summary>Whether a resource was made here.</summary>
    public static bool IsMade(Loaded resource) => resource.Id.Contains("-ms", StringComparison.Ordinal);

    public IReadOnlyList<Loaded> Complete(IReadOnlyList<Loaded> examples)
    {
        var elements = MustSupport.Of(group);
        examples = [.. examples.Where(e => !GuideExamples.Wrong.ContainsKey(e.Reference))];
        var own = examples.Where(e => e.Type == group.Type && e.HasProfile(group.Profile)).ToList();
        var missing = elements.Where(m => !own.Any(e => m.IsIn(e.Json))).Concat(Searched(own)).ToList();
        var nearest = (own.Count > 0 ? own : [.. examples.Where(e => e.Type == group.Type)]).OrderByDescending(Code).ThenByDescending(e => elements.Count(m => m.IsIn(e.Json))).First();
        List<Loaded> made = [];
        while ((missing.Count > 0 || made.Count == 0) && made.Count < MostResources)
        {
            var resource = nearest.Json.DeepClone().AsObject();
            resource["id"] = $"{group.Guide.Tag}-{group.Name.Replace('_', '-').ToLowerInvariant()}"[..Math.Min(58, group.Name.Length + group.Guide.Tag.Length + 1)] + $"-ms{made.Count + 1}";
            (resource["meta"] ??= new JsonObject())["profile"] = new JsonArray(group.Profile);
            List<MustSupport> added = [];
            // The first has everything, as far as it goes together; the others what it could not have.
            foreach (var element in made.Count == 0 ? missing.Concat(elements.Except(missing)) : missing)
            {
                if (element.IsIn(resource))
                {
                    added.Add(element);
                    continue;
                }

                var before = resource.DeepClone().AsObject();
                Put(element, resource, Samples.Model.FindClassMapping(group.Type)!, element.Path.Split('.'), "");
                added.Add(element);
                if (added.All(m => m.IsIn(resource)))
                    continue;
                added.Remove(element);
                resource = before;
            }

            if (added.Count == 0)
                break;
            missing.RemoveAll(added.Contains);
            Describe(resource);
            made.Add(new(group.Guide, resource));
        }

        return made;
    }

    // What is searched by, of searches that no example has all of.
    private IEnumerable<MustSupport> Searched(List<Loaded> own) => group.Searches
        .Select(names => names.Where(n => !n.StartsWith('_')).SelectMany(n => (group.Data["search_definitions"]![n]?["full_paths"]?.AsArray() ?? []).Select(p => p!.GetValue<string>()))
            .Where(p => p.StartsWith(group.Type + ".", StringComparison.Ordinal) && p.All(c => char.IsAsciiLetterOrDigit(c) || c == '.'))
            .Select(p => new MustSupport(group, Open(p[(group.Type.Length + 1)..]), null, null, null, [])).ToList())
        .Where(all => !own.Any(e => all.All(m => m.IsIn(e.Json)))).SelectMany(all => all).Distinct();

    // FHIRPath's name of a choice, as the name of an element.
    private string Open(string path)
    {
        var type = Samples.Model.FindClassMapping(group.Type)!;
        foreach (var step in path.Split('.'))
        {
            if (type.FindMappedElementByName(step) is not { } property)
                return path;
            if (property.Choice == ChoiceType.DatatypeChoice)
                return path + "[x]";
            type = property.PropertyTypeMapping;
        }

        return path;
    }

    // Words for every concept.
    private static void Describe(JsonNode? node)
    {
        if (node is JsonObject element)
        {
            if (element.ContainsKey("coding"))
                element["text"] ??= "Sample";
            foreach (var (_, value) in element)
                Describe(value);
        }
        else if (node is JsonArray list)
        {
            foreach (var item in list)
                Describe(item);
        }
    }

    // An example of a vital sign is one that has the vital sign's code.
    private bool Code(Loaded example) => Package.R4("StructureDefinition", group.Profile.Split('/')[^1]) is { } profile
        && (profile["snapshot"]?["element"]?.AsArray() ?? []).Any(e => e!["fixedCode"]?.GetValue<string>() is { } code
            && (example.Json["code"]?["coding"]?.AsArray() ?? []).Any(c => c!["code"]?.GetValue<string>() == code));

    private void Put(MustSupport element, JsonObject at, ClassMapping type, ReadOnlySpan<string> steps, string above)
    {
        var step = steps[0].Split(':');
        var path = above.Length == 0 ? step[0] : $"{above}.{step[0]}";
        var slice = step.Length == 2 ? Slice.Of(group, path, step[1]) : null;
        var (property, name, childType) = Resolve(element, at, type, step);
        var last = steps.Length == 1;
        var child = Child(element, at, property, name, childType, slice, last, steps);
        if (!last && child is JsonObject next)
            Put(element, next, childType, steps[1..], path);
    }

    private static (PropertyMapping Property, string Name, ClassMapping Type) Resolve(MustSupport element, JsonObject at, ClassMapping type, string[] step)
    {
        var asked = step.Length == 2 && MustSupport.IsChoice(step[0], step[1]) ? step[1] : step[0];
        var isOpen = asked.EndsWith("[x]", StringComparison.Ordinal);
        var property = isOpen ? type.FindMappedElementByName(asked[..^3])! : type.FindMappedElementByName(asked) ?? type.FindMappedElementByChoiceName(asked)!;
        if (property.Choice != ChoiceType.DatatypeChoice)
            return (property, property.Name, property.PropertyTypeMapping);
        var existing = at.Select(p => p.Key).FirstOrDefault(k => type.FindMappedElementByChoiceName(k) == property);
        var first = element.TargetProfiles.Count > 0 ? "Reference" : Samples.Capital(Samples.TypeOf(property).Name);
        var name = isOpen ? existing ?? property.Name + first : asked;
        if (existing is not null && existing != name)
            at.Remove(existing);
        var suffix = name[property.Name.Length..];
        return (property, name, property.FhirType.Select(t => Samples.Model.FindOrImportClassMapping(t)!).First(t => Samples.Capital(t.Name) == suffix));
    }

    private JsonNode Child(MustSupport element, JsonObject at, PropertyMapping property, string name, ClassMapping type, Slice? slice, bool last, ReadOnlySpan<string> steps)
    {
        if (!property.IsCollection)
        {
            if (last && element.Fixed is { } value)
                at[name] = value;
            return at[name] ??= Value(element, property, type, last);
        }

        var list = at[name] as JsonArray ?? [];
        at[name] = list;
        var found = slice is not null ? list.FirstOrDefault(slice.IsOf!) : last && (element.Extension ?? element.Fixed) is not null ? null : list.FirstOrDefault();
        // "An old name": another one beside the one that has another use.
        if (found is JsonObject taken && steps.Length == 2 && element.Fixed is not null && taken.ContainsKey(steps[1]))
            found = null;
        if (found is not null)
            return found;
        var item = last && element.Extension is { } url ? Extensions.Of(element.Group.Guide, url, target) : last && element.Fixed is { } text ? text : Value(element, property, type, last);
        list.Add(item);
        if (slice is { AnyOf.Count: > 0 })
        {
            foreach (var (path, value) in slice.AnyOf[0])
                Set(item.AsObject(), type, path.Split('.'), value);
        }

        return item;
    }

    private JsonNode Value(MustSupport element, PropertyMapping property, ClassMapping type, bool last) => type.Name == "Reference"
        ? last && element.TargetProfiles.Count > 0 ? target([.. element.TargetProfiles.Select(p => Extensions.TypeOf(element.Group.Guide, p))]) : Referred(property)
        : Samples.Of(property, type, Referred);

    private JsonNode Referred(PropertyMapping property) =>
        target([.. property.NativeProperty?.GetCustomAttribute<ReferencesAttribute>()?.Resources ?? []]);

    private static void Set(JsonObject at, ClassMapping type, ReadOnlySpan<string> steps, string value)
    {
        var property = type.FindMappedElementByName(steps[0])!;
        if (steps.Length == 1)
        {
            at[steps[0]] = value;
            return;
        }

        // The sample's own value gives way to the discriminator's, all at once.
        var below = property.IsCollection ? (at[steps[0]] as JsonArray)?.FirstOrDefault() as JsonObject : at[steps[0]] as JsonObject;
        if (below is null || below["code"]?.ToString() == "sample")
        {
            below = [];
            at[steps[0]] = property.IsCollection ? new JsonArray(below) : below;
        }

        Set(below, property.PropertyTypeMapping, steps[1..], value);
    }
}
