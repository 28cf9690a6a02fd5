using System.Globalization;
using Hl7.Fhir.Model;

namespace PlanApi.Fhir.Index;

/// <summary>Turns the values that a parameter's path finds into index entries, by the kind of the parameter (search.html#ptypes).</summary>
internal static class ValueWriter
{
    public static void Write(SearchParameter parameter, Base value, IndexedValues into)
    {
        switch (parameter.Kind)
        {
            case SearchKind.Token:
                WriteToken(parameter.Name, value, into);
                break;
            case SearchKind.Reference:
                WriteReference(parameter.Name, value, into);
                break;
            case SearchKind.Text:
                WriteText(parameter.Name, value, into);
                break;
            case SearchKind.Date:
                WriteDate(parameter.Name, value, into);
                break;
            case SearchKind.Uri when value is PrimitiveType { JsonValue: string uri }:
                into.Entries.Add(Entry.Uri(parameter.Name, uri));
                break;
            default:
                break;
        }
    }

    private static void WriteToken(string name, Base value, IndexedValues into)
    {
        switch (value)
        {
            case Coding coding:
                Add(name, coding.System, coding.Code, into);
                break;
            case CodeableConcept concept:
                foreach (var coding in concept.Coding)
                    Add(name, coding.System, coding.Code, into);
                break;
            case Identifier identifier:
                Add(name, identifier.System, identifier.Value, into);
                break;
            case ContactPoint contact:
                Add(name, null, contact.Value, into);
                break;
            case ICoded coded and PrimitiveType:
                foreach (var coding in coded.ToCodings())
                    Add(name, coding.System, coding.Code, into);
                break;
            case FhirBoolean { Value: { } flag }:
                Add(name, null, flag ? "true" : "false", into);
                break;
            case PrimitiveType { JsonValue: { } primitive }:
                Add(name, null, Convert.ToString(primitive, CultureInfo.InvariantCulture), into);
                break;
            default:
                break;
        }
    }

    private static void Add(string name, string? system, string? code, IndexedValues into)
    {
        if (string.IsNullOrEmpty(code))
            return;
        into.Entries.Add(Entry.Token(name, system, code));
        into.Entries.Add(Entry.AnySystem(name, code));
    }

    private static void WriteReference(string name, Base value, IndexedValues into)
    {
        var text = value switch
        {
            ResourceReference reference => reference.Reference,
            Extension { Value: ResourceReference reference } => reference.Reference,
            PrimitiveType { JsonValue: string uri } => uri,
            _ => null,
        };
        if (text is { Length: > 0 } && text[0] != '#')
            into.Entries.Add(Entry.Reference(name, ReferenceText.Local(text) ?? text));
    }

    private static void WriteText(string name, Base value, IndexedValues into)
    {
        switch (value)
        {
            case HumanName human:
                AddText(name, [human.Text, human.Family, .. human.Given, .. human.Prefix, .. human.Suffix], into);
                break;
            case Address address:
                AddText(name, [address.Text, .. address.Line, address.City, address.District, address.State, address.PostalCode, address.Country], into);
                break;
            case PrimitiveType { JsonValue: string text }:
                AddText(name, [text], into);
                break;
            default:
                break;
        }
    }

    private static void AddText(string name, ReadOnlySpan<string?> values, IndexedValues into)
    {
        foreach (var value in values)
        {
            if (string.IsNullOrWhiteSpace(value))
                continue;
            into.Entries.Add(Entry.Text(name, value));
            into.Entries.Add(Entry.ExactText(name, value));
        }
    }

    private static void WriteDate(string name, Base value, IndexedValues into)
    {
        switch (value)
        {
            case Period period:
                var from = period.Start is { } start ? DateRange.Parse(start)?.From : DateRange.Start;
                var to = period.End is { } end ? DateRange.Parse(end)?.To : DateRange.End;
                if (from is not null && to is not null && (period.Start ?? period.End) is not null)
                    into.Ranges.Add((name, new(from.Value, to.Value)));
                break;
            case Timing timing:
                foreach (var at in timing.Event.OfType<string>())
                    AddDate(name, at, into);
                if (timing.Repeat?.Bounds is Period bounds)
                    WriteDate(name, bounds, into);
                break;
            case Instant { Value: { } instant }:
                AddDate(name, instant.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture), into);
                break;
            case PrimitiveType { JsonValue: string date }:
                AddDate(name, date, into);
                break;
            default:
                break;
        }
    }

    private static void AddDate(string name, string date, IndexedValues into)
    {
        if (DateRange.Parse(date) is { } range)
            into.Ranges.Add((name, range));
    }
}
