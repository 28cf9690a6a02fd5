using System.Globalization;
using Hl7.Fhir.Model;

namespace PlanApi.Fhir.Index;

/// <summary>Codes, identifiers and other tokens, with and without their systems (search.html#token).</summary>
internal static class TokenWriter
{
    // search.html#token: the system that booleans are of.
    private const string Booleans = "http://terminology.hl7.org/CodeSystem/special-values";

    /// <param name="sorted">Whether resources are sorted by it.</param>
    public static void Write(string name, Base value, IndexedValues into, bool sorted = true)
    {
        switch (value)
        {
            case Coding coding:
                AddCoding(name, coding, into, sorted);
                break;
            case CodeableConcept concept:
                foreach (var coding in concept.Coding)
                    AddCoding(name, coding, into, sorted);
                AddLabel(name, concept.Text, into);
                break;
            case Identifier identifier:
                Add(name, identifier.System, identifier.Value, into, sorted);
                AddLabel(name, identifier.Type?.Text, into);
                foreach (var type in identifier.Type?.Coding ?? [])
                {
                    if (type.Code is { Length: > 0 } code && identifier.Value is { Length: > 0 } of)
                        into.Entries.Add(Entry.OfType(name, type.System, code, of));
                }

                break;
            case ContactPoint contact:
                Add(name, null, contact.Value, into, sorted);
                break;
            case ICoded coded and PrimitiveType:
                foreach (var coding in coded.ToCodings())
                    Add(name, coding.System, coding.Code, into, sorted);
                break;
            case FhirBoolean { Value: { } flag }:
                Add(name, null, flag ? "true" : "false", into, sorted);
                Add(name, Booleans, flag ? "true" : "false", into, sorted);
                break;
            case PrimitiveType { JsonValue: { } primitive }:
                Add(name, null, Convert.ToString(primitive, CultureInfo.InvariantCulture), into, sorted);
                break;
            default:
                break;
        }
    }

    private static void AddCoding(string name, Coding coding, IndexedValues into, bool sorted)
    {
        Add(name, coding.System, coding.Code, into, sorted);
        AddLabel(name, coding.Display, into);
    }

    private static void AddLabel(string name, string? text, IndexedValues into)
    {
        if (!string.IsNullOrWhiteSpace(text))
            into.Entries.Add(Entry.Label(name, text));
    }

    private static void Add(string name, string? system, string? code, IndexedValues into, bool sorted)
    {
        if (string.IsNullOrEmpty(code))
            return;
        into.Entries.Add(Entry.Token(name, system, code));
        into.Entries.Add(Entry.AnySystem(name, code));
        if (sorted)
            into.SortBy(name, code);
    }
}
