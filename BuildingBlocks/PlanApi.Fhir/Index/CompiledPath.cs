using Hl7.Fhir.FhirPath;
using Hl7.Fhir.Model;
using Hl7.FhirPath;
using Hl7.FhirPath.Expressions;

namespace PlanApi.Fhir.Index;

/// <summary>A FHIRPath compiled once, that finds the values of one parameter in resources of one type.</summary>
internal sealed class CompiledPath
{
    // With the functions of FHIR, such as resolve(), which the language itself does not have.
    private static readonly FhirPathCompiler Compiler = new(new SymbolTable().AddStandardFP().AddFhirExtensions());
    private readonly Lazy<CompiledExpression?> _expression;
    private readonly ElementPath[]? _elements;

    /// <param name="type">The type it will be asked about: alternatives for other types are dropped.</param>
    /// <param name="path">The FHIRPath, as search parameter definitions give it: one alternative for each type.</param>
    public CompiledPath(string type, string path)
    {
        _elements = ElementPath.Of(Alternatives(path).Where(a => IsAbout(type, a)));
        // Hosts that only read never compile.
        _expression = new(() => Own(type, path) is { Length: > 0 } own ? Compiler.Compile(own) : null);
    }

    /// <summary>The part of a path that is about one type, or "".</summary>
    public static string Own(string type, string path) => string.Join(" | ", Alternatives(path).Where(a => IsAbout(type, a)));

    /// <summary>The values in a resource.</summary>
    public IEnumerable<Base> In(PocoNode resource) =>
        _elements is null ? NodesIn(resource).Select(n => n.Poco) : _elements.SelectMany(e => e.In(resource.Poco));

    /// <summary>The same as nodes, found by the language itself.</summary>
    public IEnumerable<PocoNode> NodesIn(PocoNode resource) =>
        _expression.Value is { } expression ? expression(Node(resource), Context(resource)) : [];

    private static IEnumerable<PocoNode> Node(PocoNode node) => [node];

    // "resolve() is Patient" in a path asks only for the type, which the reference itself tells.
    private static FhirEvaluationContext Context(PocoNode resource) => new()
    {
        Resource = resource,
        RootResource = resource,
        ElementResolver = static reference => ReferenceText.Local(reference) is { } local
            && ModelInfo.GetTypeForFhirType(ReferenceText.TypeOf(local)) is { } type
            && Activator.CreateInstance(type) is Resource empty
                ? empty.ToPocoNode(ModelInfo.ModelInspector)
                : null!,
    };

    private static bool IsAbout(string type, string alternative)
    {
        var start = alternative.TrimStart('(');
        if (!char.IsAsciiLetterUpper(start[0]))
            return true;
        var end = start.IndexOfAny(['.', ' ', ')', '[']);
        var root = end < 0 ? start : start[..end];
        return root == type || root is "Resource" or "DomainResource";
    }

    private static IEnumerable<string> Alternatives(string path)
    {
        var depth = 0;
        var quoted = false;
        var start = 0;
        for (var i = 0; i < path.Length; i++)
        {
            if (path[i] == '\'')
                quoted = !quoted;
            if (quoted)
                continue;
            depth += path[i] switch { '(' => 1, ')' => -1, _ => 0 };
            if (path[i] != '|' || depth != 0)
                continue;
            yield return path[start..i].Trim();
            start = i + 1;
        }

        yield return path[start..].Trim();
    }
}
