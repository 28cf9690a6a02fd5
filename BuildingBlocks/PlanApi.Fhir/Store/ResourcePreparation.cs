using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Hl7.Fhir.Model;
using Hl7.Fhir.Serialization;
using Hl7.Fhir.Utility;
using PlanApi.Fhir.Index;
using PlanApi.Fhir.Validation;

namespace PlanApi.Fhir.Store;

/// <summary>Reads JSON into resources that are ready to be written: validates their structure against R4 and extracts what they are found by.</summary>
/// <param name="areOwned">Whether resources belong to patients; what is public belongs to nobody.</param>
internal sealed class ResourcePreparation(IReadOnlyDictionary<string, DeclaredType> types, bool areOwned)
{
    private static readonly DeserializerSettings Settings = new DeserializerSettings().UsingMode(DeserializationMode.Strict);
    private static readonly FhirJsonDeserializer Strict = new(Settings);
    private static readonly FhirJsonDeserializer Quick = new(Settings with { Validator = null });

    private readonly byte[] _layout = Layout(types);

    /// <param name="utf8">The resource as JSON.</param>
    /// <param name="id">The id it gets where its JSON has none.</param>
    /// <param name="reference">Rewrites references; null leaves them.</param>
    public PreparedResource Prepare(ReadOnlyMemory<byte> utf8, string? id = null, Func<string, string>? reference = null)
    {
        if (!JsonText.IsUnicode(utf8.Span))
            return Reject(null, new Problem(null, JsonText.Problem));
        ResourceJson json;
        try
        {
            json = ResourceJson.Read(utf8.Span, id, reference);
        }
        catch (JsonException e)
        {
            return Reject(null, new Problem(null, "Not a JSON object: " + WithoutPosition(e.Message)));
        }

        if (json.Type.Length == 0)
            return Reject(null, new Problem("Resource.resourceType", "resourceType is missing."));
        if (!types.TryGetValue(json.Type, out var type))
        {
            return ModelInfo.IsKnownResource(json.Type)
                ? new() { Reference = json.Type, Refused = new(ChangeKind.NotServed, json.Type, $"{json.Type} is not served here.") }
                : Reject(json.Type, new Problem("Resource.resourceType", $"{json.Type} is not an R4 resource type."));
        }

        if (!ReferenceText.IsId(json.Id))
            return Reject(json.Type, new Problem($"{json.Type}.id", $"{json.Type}.id is missing or not an id."));
        var name = $"{json.Type}/{json.Id}";
        var (resource, problems) = Parse(json);
        if (resource is null)
            return Reject(name, problems);
        return RequiredBindings.ProblemsIn(resource, json.Type).ToArray() is { Length: > 0 } outside
            ? Reject(name, outside)
            : Index(name, type, json, resource);
    }

    // Most resources are sound, which is told without the SDK's validation; whatever may be wrong is parsed again with it.
    private static (Resource? Resource, Problem[] Problems) Parse(ResourceJson json)
    {
        var bytes = json.Stamp(1, DateTime.UnixEpoch);
        var reader = new Utf8JsonReader(bytes);
        if (Quick.TryDeserializeResource(ref reader, out var quick, out _) && quick is not null && StructureCheck.IsSound(quick))
            return (quick, []);
        var again = new Utf8JsonReader(bytes);
        return Strict.TryDeserializeResource(ref again, out var resource, out var problems) && resource is not null
            ? (resource, [])
            : (null, [.. problems.Select(p => ProblemOf(p, json.Type)).Distinct()]);
    }

    private PreparedResource Index(string name, DeclaredType type, ResourceJson json, Resource resource)
    {
        var node = resource.ToPocoNode(ModelInfo.ModelInspector);
        return new()
        {
            Reference = name,
            Json = json,
            Values = type.Indexer.Index(node),
            // A changed layout of the index counts as a change of what is stored, though not as a new version.
            Hash = [.. json.Hash(), .. _layout],
            Owner = areOwned ? type.Indexer.OwnerOf(node, resource) : null,
            OwningTargets = areOwned ? type.Indexer.OwningTargets(node) : null,
        };
    }

    private static PreparedResource Reject(string? reference, params Problem[] problems) => new()
    {
        Reference = reference,
        Refused = new(ChangeKind.Rejected, reference, string.Join(" ", problems.Take(3).Select(p => p.Reason)) + (problems.Length > 3 ? $" And {problems.Length - 3} more." : ""), problems[0].Path),
    };

    // Of the resource itself the SDK has no name.
    private static Problem ProblemOf(CodedException problem, string type) =>
        new((problem as ExtendedCodedException)?.InstancePath?.Replace("$this", type, StringComparison.Ordinal), WithoutPosition(problem.Message).Replace("$this", type, StringComparison.Ordinal));

    // Positions are those of our own copy of the JSON; the path in the message and the line in the report say where it is.
    private static string WithoutPosition(string message)
    {
        var at = message.IndexOf(", line ", StringComparison.Ordinal);
        if (at < 0)
            at = message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return (at < 0 ? message : message[..at]).TrimEnd('.', ' ') + ".";
    }

    private static byte[] Layout(IReadOnlyDictionary<string, DeclaredType> types)
    {
        var text = new StringBuilder("4");
        foreach (var (name, type) in types.OrderBy(t => t.Key, StringComparer.Ordinal))
        {
            text.Append('\n').Append(name).Append(type.Declaration.Ownership).Append(type.Declaration.MainDate);
            foreach (var (token, reference) in type.Declaration.Pairs)
                text.Append('+').Append(token).Append('+').Append(reference);
            foreach (var parameter in type.Parameters.Values.OrderBy(p => p.Name, StringComparer.Ordinal))
            {
                text.Append('|').Append(parameter.Name).Append(parameter.Kind).Append(parameter.Expression);
                foreach (var part in parameter.Components)
                    text.Append('$').Append(part.Kind).Append(part.Expression);
            }
        }

        return SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString()))[..4];
    }
}
