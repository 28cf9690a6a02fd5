using System.Collections;
using System.Collections.Concurrent;
using Hl7.Fhir.Introspection;
using Hl7.Fhir.Model;

namespace PlanApi.Fhir.Validation;

/// <summary>
/// Tells in one walk over a parsed resource that the SDK's validation of values, codes, choices and cardinalities would find nothing. Where
/// it is not sure it says no, and the SDK is asked, which words every error. What a class demands is looked up once.
/// </summary>
internal static class StructureCheck
{
    private static readonly ConcurrentDictionary<Type, Demands> Classes = new();

    public static bool IsSound(Base element)
    {
        // What a narrative may hold is a schema of its own.
        if (element is XHtml || (element is PrimitiveType primitive && !ValidValues.Have(primitive)))
            return false;
        // Contained resources contain none (DomainResource, dom-2).
        if (element is DomainResource { Contained: { Count: > 0 } contained } && contained.Any(c => c is DomainResource { Contained.Count: > 0 }))
            return false;
        var demands = Classes.GetOrAdd(element.GetType(), Demands.Of);
        // Of a primitive only id and extensions are listed, and it is not empty where it is valid.
        var (found, any) = (0, element is PrimitiveType);
        foreach (var (name, value) in element.EnumerateElements())
        {
            any = true;
            if (!demands.Elements.TryGetValue(name, out var demand) || !demand.Takes(value) || !AreSound(value))
                return false;
            if (demand.Mandatory)
                found++;
        }

        return any && found == demands.Mandatory;
    }

    private static bool AreSound(object value)
    {
        if (value is Base child)
            return IsSound(child);
        if (value is not IList { Count: > 0 } items)
            return value is string;
        foreach (var item in items)
        {
            if (item is not Base each || !IsSound(each))
                return false;
        }

        return true;
    }

    /// <summary>What an element must be.</summary>
    /// <param name="Type">Its type in the model.</param>
    /// <param name="Choice">The types one of which it has, each of it where it repeats; null for any.</param>
    private sealed record Demand(Type Type, Type[]? Choice, bool Mandatory)
    {
        // Nearly always it is of the one type it was of before.
        private Type? _fitting;

        public bool Takes(object value) => IsFitting(value.GetType())
            && (Choice is null || (value is IList items ? items.Cast<object>().All(IsChosen) : IsChosen(value)));

        private bool IsFitting(Type type)
        {
            if (type != _fitting && Type.IsAssignableFrom(type))
                _fitting = type;
            return type == _fitting;
        }

        private bool IsChosen(object value) => Choice!.Any(t => t.IsInstanceOfType(value));
    }

    private sealed record Demands(Dictionary<string, Demand> Elements, int Mandatory)
    {
        public static Demands Of(Type type)
        {
            var elements = ModelInfo.ModelInspector.FindClassMapping(type)?.PropertyMappings.Where(p => p.NativeProperty is not null).ToDictionary(p => p.Name, DemandOf) ?? [];
            return new(elements, elements.Values.Count(e => e.Mandatory));
        }

        private static Demand DemandOf(PropertyMapping property) => new(
            property.NativeProperty!.PropertyType,
            property.ValidationAttributes.OfType<AllowedTypesAttribute>().SingleOrDefault()?.Types is { Length: > 0 } choice ? choice : null,
            property.ValidationAttributes.OfType<CardinalityAttribute>().Any(c => c.Min > 0));
    }
}
