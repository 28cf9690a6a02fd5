using System.Collections.Concurrent;
using Hl7.Fhir.Introspection;
using Hl7.Fhir.Model;
using Hl7.Fhir.Validation;

namespace PlanApi.Fhir.Validation;

/// <summary>
/// The SDK's own validation of values, patterns, codes, choices and cardinalities, without its search through all elements of a class for
/// the mandatory ones at each instance: they are looked up once per class. Where one is missing the SDK itself says so.
/// </summary>
internal sealed class StructureValidator : IPocoValidator
{
    private static readonly FhirAttributeValidator Whole = FhirAttributeValidator.Default;

    // A class without mandatory elements: checked as one of these, an instance has its values checked and nothing else.
    private static readonly ClassMapping Plain = ModelInfo.ModelInspector.FindClassMapping(typeof(FhirBoolean))!;

    private readonly ConcurrentDictionary<ClassMapping, PropertyMapping[]?> _mandatory = new();

    public IReadOnlyCollection<CodedValidationException> ValidateProperty(string name, object? propertyValue, PropertyMapping? propertyMapping, PocoValidationContext context) =>
        Whole.ValidateProperty(name, propertyValue, propertyMapping!, context);

    public IReadOnlyCollection<CodedValidationException> ValidateObject(Base instance, ClassMapping classMapping, PocoValidationContext context)
    {
        // Null: the class has rules of its own.
        if (_mandatory.GetOrAdd(classMapping, MandatoryOf) is not { } mandatory)
            return Whole.ValidateObject(instance, classMapping, context);
        foreach (var element in mandatory)
        {
            if (!instance.TryGetValue(element.Name, out var value) || value is System.Collections.ICollection { Count: 0 })
                return Whole.ValidateObject(instance, classMapping, context);
        }

        return Whole.ValidateObject(instance, Plain, context);
    }

    private static PropertyMapping[]? MandatoryOf(ClassMapping mapping) => mapping.ValidationAttributes.Length > 0
        ? null
        : [.. mapping.PropertyMappings.Where(p => p.ValidationAttributes.OfType<CardinalityAttribute>().Any(c => c.Min > 0))];
}
