using System.Collections;
using System.Collections.Concurrent;
using System.Reflection;
using Hl7.Fhir.Introspection;
using Hl7.Fhir.Model;
using Hl7.Fhir.Validation;

namespace PlanApi.Fhir.Validation;

/// <summary>
/// The SDK's own validation of values, patterns, codes, choices and cardinalities, asked only where something can be wrong: what a class
/// demands is looked up once, not for each instance. Every error is worded by the SDK.
/// </summary>
internal sealed class StructureValidator : IPocoValidator
{
    private static readonly FhirAttributeValidator Whole = FhirAttributeValidator.Default;
    private readonly ConcurrentDictionary<ClassMapping, Demands> _classes = new();
    private readonly ConcurrentDictionary<PropertyMapping, int?> _properties = new();

    public IReadOnlyCollection<CodedValidationException> ValidateProperty(string name, object? propertyValue, PropertyMapping? propertyMapping, PocoValidationContext context) =>
        propertyMapping is not null && !propertyMapping.IsPrimitive && propertyMapping.NativeProperty?.PropertyType.IsInstanceOfType(propertyValue) == true
        && _properties.GetOrAdd(propertyMapping, MaximumOf) is { } maximum && (propertyValue is not IList list || IsWithin(list, maximum))
            ? []
            : Whole.ValidateProperty(name, propertyValue, propertyMapping!, context);

    public IReadOnlyCollection<CodedValidationException> ValidateObject(Base instance, ClassMapping classMapping, PocoValidationContext context)
    {
        var demands = _classes.GetOrAdd(classMapping, static (mapping, instance) => Demands.Of(mapping, instance), instance);
        if (demands.HasRules || !instance.EnumerateElements().Any())
            return Whole.ValidateObject(instance, classMapping, context);
        foreach (var element in demands.Mandatory)
        {
            if (!instance.TryGetValue(element, out var value) || value is ICollection { Count: 0 })
                return Whole.ValidateObject(instance, classMapping, context);
        }

        return [];
    }

    // -1 for no maximum; null where more than a cardinality is demanded.
    private static int? MaximumOf(PropertyMapping mapping) => mapping.ValidationAttributes switch
    {
        [] => -1,
        [CardinalityAttribute { Min: <= 1 } only] => only.Max,
        _ => null,
    };

    private static bool IsWithin(IList list, int maximum)
    {
        foreach (var item in list)
        {
            if (item is null)
                return false;
        }

        return list.Count > 0 && (maximum < 0 || list.Count <= maximum);
    }

    /// <param name="Mandatory">The elements that an instance must have.</param>
    /// <param name="HasRules">Whether the class has rules beside them: all primitive types do.</param>
    private sealed record Demands(string[] Mandatory, bool HasRules)
    {
        public static Demands Of(ClassMapping mapping, Base instance) => new(
            [.. mapping.PropertyMappings.Where(p => p.ValidationAttributes.OfType<CardinalityAttribute>().Any(c => c.Min > 0)).Select(p => p.Name)],
            mapping.ValidationAttributes.Length > 0 || IsOverridden(instance.GetType()));

        private static bool IsOverridden(Type type) =>
            type.GetMethod("ValidateInvariants", BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public)?.DeclaringType != typeof(Base);
    }
}
