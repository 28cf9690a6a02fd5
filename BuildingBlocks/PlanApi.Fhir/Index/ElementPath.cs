using System.Collections;
using System.Text.RegularExpressions;
using Hl7.Fhir.Model;

namespace PlanApi.Fhir.Index;

/// <summary>
/// A FHIRPath of element names, types (<c>as</c>, <c>ofType</c>) and types of what is referred to (<c>where(resolve() is …)</c>), as most search
/// parameters' are: walked on the model itself, which costs a small part of evaluating the language.
/// </summary>
internal sealed partial class ElementPath
{
    private readonly Step[] _steps;

    private ElementPath(Step[] steps) => _steps = steps;

    /// <summary>The paths of all alternatives of an expression, or null where one is more than that.</summary>
    public static ElementPath[]? Of(IEnumerable<string> alternatives)
    {
        List<ElementPath> paths = [];
        foreach (var alternative in alternatives)
        {
            // "(Observation.value as Quantity).code" is "Observation.value.as(Quantity).code".
            var path = Cast().Replace(alternative, "$1.as($2)");
            var steps = path.Split('.').Skip(1).Select(StepOf).ToArray();
            if (!char.IsAsciiLetterUpper(path[0]) || steps.Length == 0 || steps.Contains(null))
                return null;
            paths.Add(new(steps!));
        }

        return [.. paths];
    }

    public IEnumerable<Base> In(Base resource) => In(resource, 0);

    private IEnumerable<Base> In(Base element, int depth)
    {
        if (depth == _steps.Length)
            return [element];
        return _steps[depth] switch
        {
            Step.Child child => Children(element, child.Name).SelectMany(c => In(c, depth + 1)),
            Step.OfType of => of.Type.IsInstanceOfType(element) ? In(element, depth + 1) : [],
            Step.Referring to => element is ResourceReference { Reference: { } text } && ReferenceText.Local(text) is { } local && ReferenceText.TypeOf(local) == to.Type ? In(element, depth + 1) : [],
            _ => throw new InvalidOperationException(),
        };
    }

    private static IEnumerable<Base> Children(Base element, string name) => !element.TryGetValue(name, out var value) ? [] : value switch
    {
        Base child => [child],
        string or null => [],
        IEnumerable children => children.OfType<Base>(),
        _ => [],
    };

    private static Step? StepOf(string text)
    {
        if (text.Length > 0 && text.All(char.IsAsciiLetterOrDigit))
            return new Step.Child(text);
        if (TypeTest().Match(text) is { Success: true } test)
            return ModelInfo.GetTypeForFhirType(test.Groups[1].Value) is { } type ? new Step.OfType(type) : null;
        return ReferenceTest().Match(text) is { Success: true } reference ? new Step.Referring(reference.Groups[1].Value) : null;
    }

    [GeneratedRegex(@"^\(([\w.]+) as (\w+)\)")]
    private static partial Regex Cast();

    [GeneratedRegex(@"^(?:as|ofType)\((\w+)\)$")]
    private static partial Regex TypeTest();

    [GeneratedRegex(@"^where\(resolve\(\) is (\w+)\)$")]
    private static partial Regex ReferenceTest();

    private abstract record Step
    {
        public sealed record Child(string Name) : Step;

        public sealed record OfType(Type Type) : Step;

        public sealed record Referring(string Type) : Step;
    }
}
