using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Hl7.Fhir.Model;
using Hl7.Fhir.Serialization;
using Hl7.Fhir.Utility;
using PlanApi.Fhir.Index;

namespace PlanApi.Fhir.Store;

/// <summary>Reads JSON into resources that are ready to be written: validates their structure against R4 and extracts what they are found by.</summary>
internal sealed class ResourcePreparation(IReadOnlyDictionary<string, DeclaredType> types)
{
    private static readonly FhirJsonDeserializer Deserializer = new(new DeserializerSettings().UsingMode(DeserializationMode.Strict));

    private readonly byte[] _layout = Layout(types);

    /// <param name="utf8">The resource as JSON.</param>
    /// <param name="id">The id it gets where its JSON has none.</param>
    /// <param name="reference">Rewrites references; null leaves them.</param>
    public PreparedResource Prepare(ReadOnlyMemory<byte> utf8, string? id = null, Func<string, string>? reference = null)
    {
        ResourceJson json;
        try
        {
            json = ResourceJson.Read(utf8.Span, id, reference);
        }
        catch (JsonException e)
        {
            return Refuse(null, ChangeKind.Rejected, "Not a JSON object: " + WithoutPosition(e.Message));
        }

        if (json.Type.Length == 0)
            return Refuse(null, ChangeKind.Rejected, "resourceType is missing.");
        if (!types.TryGetValue(json.Type, out var type))
        {
            return ModelInfo.IsKnownResource(json.Type)
                ? Refuse(json.Type, ChangeKind.NotServed, $"{json.Type} is not served here.")
                : Refuse(json.Type, ChangeKind.Rejected, $"{json.Type} is not an R4 resource type.");
        }

        if (!ReferenceText.IsId(json.Id))
            return Refuse(json.Type, ChangeKind.Rejected, $"{json.Type}.id is missing or not an id.");
        var name = $"{json.Type}/{json.Id}";
        var reader = new Utf8JsonReader(json.Stamp(1, DateTime.UnixEpoch));
        if (!Deserializer.TryDeserializeResource(ref reader, out var resource, out var problems) || resource is null)
            return Refuse(name, ChangeKind.Rejected, Describe(problems));
        return Index(name, type, json, resource);
    }

    private PreparedResource Index(string name, DeclaredType type, ResourceJson json, Resource resource)
    {
        var node = resource.ToPocoNode(ModelInfo.ModelInspector);
        var owner = type.Indexer.OwnerOf(node, resource);
        return new()
        {
            Reference = name,
            Json = json,
            Values = type.Indexer.Index(node, resource),
            // A changed layout of the index counts as a change of what is stored, though not as a new version.
            Hash = [.. json.Hash(), .. _layout],
            Owner = owner,
            OwningTargets = type.Indexer.OwningTargets(node),
        };
    }

    private static PreparedResource Refuse(string? reference, ChangeKind kind, string reason) =>
        new() { Reference = reference, Refused = new(kind, reference, reason) };

    private static string Describe(IEnumerable<CodedException> problems)
    {
        var all = problems.Select(p => WithoutPosition(p.Message)).Distinct().ToList();
        return string.Join(" ", all.Take(3)) + (all.Count > 3 ? $" And {all.Count - 3} more." : "");
    }

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
        var text = new StringBuilder("3");
        foreach (var (name, type) in types.OrderBy(t => t.Key, StringComparer.Ordinal))
        {
            text.Append('\n').Append(name).Append(type.Declaration.Ownership).Append(type.Declaration.MainDate);
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
