using System.Collections;
using Hl7.Fhir.Model;

namespace PlanApi.Fhir.Index;

/// <summary>
/// A FHIRPath that is nothing but element names, as most search parameters' are: walked on the model itself, which costs a small part
/// of evaluating the language.
/// </summary>
internal sealed class ElementPath
{
    private readonly string[] _elements;

    private ElementPath(string[] elements) => _elements = elements;

    /// <summary>The paths of all alternatives of an expression, or null where one is more than element names.</summary>
    public static ElementPath[]? Of(IEnumerable<string> alternatives)
    {
        var all = alternatives.Select(a => a.Split('.')).ToArray();
        return all.All(a => a.Length > 1 && char.IsAsciiLetterUpper(a[0][0]) && a.All(name => name.Length > 0 && name.All(char.IsAsciiLetterOrDigit)))
            ? [.. all.Select(a => new ElementPath(a[1..]))]
            : null;
    }

    public IEnumerable<Base> In(Base resource) => In(resource, 0);

    private IEnumerable<Base> In(Base element, int depth)
    {
        if (depth == _elements.Length)
            return [element];
        if (!element.TryGetValue(_elements[depth], out var value))
            return [];
        return value switch
        {
            Base child => In(child, depth + 1),
            string or null => [],
            IEnumerable children => children.OfType<Base>().SelectMany(c => In(c, depth + 1)),
            _ => [],
        };
    }
}
