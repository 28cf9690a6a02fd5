using System.Text.Json.Nodes;
using PlanApi.Conformance.Tests.Guides;

namespace PlanApi.Conformance.Tests.Records;

/// <summary>What is loaded into one FHIR base: the examples of its guides, what completes them, and what makes shared resources visible.</summary>
/// <param name="served">The types that the base serves, as its capability statement says.</param>
internal sealed class World(bool isPublic, IReadOnlySet<string> served)
{
    /// <summary>The one member that all patient data are made to belong to.</summary>
    public const string Member = "u6-example";

    private static readonly string[] OwnerElements = ["subject", "patient", "beneficiary"];
    private readonly List<Loaded> _records = [];

    /// <summary>What is served, or should be.</summary>
    public IReadOnlyList<Loaded> Records => _records;

    public IEnumerable<Loaded> Of(string type) => _records.Where(r => r.Type == type);

    /// <summary>The record that a reference names, or null.</summary>
    public Loaded? Find(string reference) => _byReference.GetValueOrDefault(reference);

    private Dictionary<string, Loaded> _byReference = [];

    public void Build()
    {
        var guides = Guide.All.Where(g => g.IsPublic == isPublic).ToList();
        Add([.. guides.SelectMany(g => GuideExamples.Of(g, Member))]);
        foreach (var group in guides.SelectMany(ProfileGroup.Of).Where(g => served.Contains(g.Type)))
            Add(new Completion(group, types => Target(group.Guide, types)).Complete([.. _records.Where(r => r.Guide == group.Guide)]));
        Connect();
        if (!isPublic)
            Add([.. Links()]);
        // Whose a Provenance is its targets say: those of one member.
        _records.RemoveAll(r => !isPublic && !IsVisible(r));
    }

    /// <summary>Adds resources that are loaded from elsewhere.</summary>
    public void Add(IReadOnlyCollection<Loaded> records)
    {
        _records.AddRange(records.Where(r => served.Contains(r.Type)));
        _byReference = _records.ToDictionary(r => r.Reference, StringComparer.Ordinal);
    }

    public void Remove(IReadOnlySet<string> references) => _records.RemoveAll(r => references.Contains(r.Reference));

    // Every reference of shared resources from the member's record: what no one's record refers to no app sees.
    private IEnumerable<Loaded> Links()
    {
        var links = new JsonArray([.. References("Practitioner", "PractitionerRole", "Organization").Select(r => new JsonObject { ["member"] = r })]);
        yield return Link("CareTeam", new() { ["status"] = "active", ["participant"] = links });
        var places = new JsonArray([.. References("Location").Select(r => new JsonObject { ["location"] = r })]);
        yield return Link("Encounter", new() { ["status"] = "finished", ["class"] = new JsonObject { ["code"] = "AMB" }, ["location"] = places });
        foreach (var (medication, i) in References("Medication").Select((r, i) => (r, i)))
            yield return Link("MedicationRequest", new() { ["status"] = "active", ["intent"] = "order", ["medicationReference"] = medication }, i);
        var targets = new JsonArray([.. served.Where(t => t != "Provenance").Select(t => Of(t).FirstOrDefault(Owned)).OfType<Loaded>().Select(r => new JsonObject { ["reference"] = r.Reference })]);
        yield return new(null, new()
        {
            ["resourceType"] = "Provenance",
            ["id"] = "links",
            ["target"] = targets,
            ["recorded"] = "2024-02-03T04:05:06Z",
            ["agent"] = new JsonArray(new JsonObject { ["who"] = References("Organization").First() }),
        });
    }

    // What was completed refers to what was completed, so that chains of it lead somewhere.
    private void Connect()
    {
        foreach (var record in _records.Where(Completion.IsMade))
            GuideExamples.Follow(record.Json, reference => Of(reference.Split('/')[0]).FirstOrDefault(r => r.Guide == record.Guide && r.Reference != record.Reference && Completion.IsMade(r))?.Reference is { } made && !reference.StartsWith("Patient/", StringComparison.Ordinal) ? made : reference);
    }

    private IEnumerable<JsonObject> References(params string[] types) =>
        types.SelectMany(Of).Select(r => new JsonObject { ["reference"] = r.Reference });

    private static Loaded Link(string type, JsonObject content, int number = 0)
    {
        var resource = new JsonObject { ["resourceType"] = type, ["id"] = $"links-{number}", ["subject"] = new JsonObject { ["reference"] = $"Patient/{Member}" } };
        foreach (var (name, value) in content.ToList())
        {
            content.Remove(name);
            resource[name] = value;
        }

        return new(null, resource);
    }

    private JsonNode Target(Guide guide, IReadOnlyList<string> types)
    {
        var found = types.Contains("Patient") && !isPublic
            ? $"Patient/{Member}"
            : types.SelectMany(Of).OrderByDescending(r => r.Guide == guide).Select(r => r.Reference).FirstOrDefault();
        return new JsonObject { ["reference"] = found ?? "Organization/elsewhere", ["display"] = "Sample" };
    }

    private bool IsVisible(Loaded record) => record.Type switch
    {
        "Patient" or "Practitioner" or "PractitionerRole" or "Organization" or "Location" or "Medication" => true,
        "Provenance" => record.Json["target"]!.AsArray().All(t => t!["reference"]?.GetValue<string>() is { } r && Find(r) is { } target && Owned(target)),
        _ => Owned(record),
    };

    private static bool Owned(Loaded record) => record.Reference == $"Patient/{Member}"
        || OwnerElements.Any(e => record.Json[e] is JsonObject owner && owner["reference"]?.ToString() == $"Patient/{Member}");
}
