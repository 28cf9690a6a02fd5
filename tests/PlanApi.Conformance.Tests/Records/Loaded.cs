using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hl7.Fhir.FhirPath;
using Hl7.Fhir.Model;
using Hl7.Fhir.Serialization;
using Hl7.FhirPath;
using Hl7.FhirPath.Expressions;
using PlanApi.Conformance.Tests.Guides;

namespace PlanApi.Conformance.Tests.Records;

/// <summary>A resource that was loaded, as it was before that.</summary>
internal sealed record Loaded(Guide? Guide, JsonObject Json)
{
    private static readonly JsonSerializerOptions Fhir = new JsonSerializerOptions().ForFhir(ModelInfo.ModelInspector).UsingMode(DeserializationMode.Recoverable);
    private static readonly FhirPathCompiler Compiler = new(new SymbolTable().AddStandardFP().AddFhirExtensions());
    private static readonly ConcurrentDictionary<string, CompiledExpression> Expressions = new();
    private readonly ConcurrentDictionary<Definition, IReadOnlyList<Base>> _values = new();
    private readonly Lazy<PocoNode> _node = new(() => JsonSerializer.Deserialize<Resource>(Json, Fhir)!.ToPocoNode(ModelInfo.ModelInspector));

    public string Type { get; } = Json["resourceType"]!.GetValue<string>();

    public string Id { get; } = Json["id"]!.GetValue<string>();

    public string Reference => $"{Type}/{Id}";

    public bool HasProfile(string url) => (Json["meta"]?["profile"]?.AsArray() ?? []).Any(p => p!.GetValue<string>().Split('|')[0] == url);

    /// <summary>What a search parameter's FHIRPath finds in it.</summary>
    public IReadOnlyList<Base> Values(Definition parameter) => _values.GetOrAdd(parameter, p => [.. Find(p.Expression)]);

    // FHIRPath knows a choice by its name without the type; guides write some as in JSON.
    private IEnumerable<Base> Find(string expression) => expression
        .Replace(".servicedDate", ".serviced.ofType(date)", StringComparison.Ordinal)
        .Replace(".servicedPeriod", ".serviced.ofType(Period)", StringComparison.Ordinal)
        .Replace(".valueDateTime", ".value.ofType(dateTime)", StringComparison.Ordinal)
        .Split(" | ").SelectMany(Alternative).DistinctBy(RuntimeHelpers.GetHashCode);

    // "resolve() is Patient" asks for the type of a reference, which the reference itself tells.
    private IEnumerable<Base> Alternative(string expression)
    {
        const string resolve = ".where(resolve() is ";
        var at = expression.IndexOf(resolve, StringComparison.Ordinal);
        if (at < 0)
            return Evaluate(expression);
        var end = expression.IndexOf(')', at + resolve.Length);
        var type = expression[(at + resolve.Length)..end];
        return Evaluate(expression[..at] + expression[(end + 1)..]).Where(v => v is ResourceReference { Reference: { } r } && r.StartsWith(type + "/", StringComparison.Ordinal));
    }

    private IEnumerable<Base> Evaluate(string expression)
    {
        var context = new FhirEvaluationContext { Resource = _node.Value, RootResource = _node.Value };
        return Expressions.GetOrAdd(expression, static e => Compiler.Compile(e))([_node.Value], context).Select(n => n.Poco);
    }
}
