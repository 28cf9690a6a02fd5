using Hl7.Fhir.Model;

namespace PlanApi.Fhir.Index;

/// <summary>Turns the values that a parameter's path finds into what a resource is found by, by the kind of the parameter (search.html#ptypes).</summary>
internal static class ValueWriter
{
    public static void Write(SearchParameter parameter, Base value, IndexedValues into)
    {
        var before = into.Count;
        switch (parameter.Kind)
        {
            case SearchKind.Token:
                TokenWriter.Write(parameter.Name, value, into);
                break;
            case SearchKind.Reference:
                WriteReference(parameter.Name, value, into);
                break;
            case SearchKind.Text:
                WriteText(parameter.Name, value, into);
                break;
            case SearchKind.Date:
                RangeWriter.WriteDate(parameter.Name, value, into);
                return;
            case SearchKind.Number or SearchKind.Quantity:
                RangeWriter.WriteNumber(parameter.Name, value, into);
                return;
            case SearchKind.Uri when value is PrimitiveType { JsonValue: string uri }:
                WriteCanonical(uri, uri => Entry.Uri(parameter.Name, uri), value, into);
                into.SortBy(parameter.Name, uri);
                break;
            case SearchKind.Position when value is Location.PositionComponent { Latitude: { } latitude, Longitude: { } longitude }:
                if (Place.Of((double)latitude, (double)longitude) is { } place)
                {
                    into.Entries.Add(Entry.Place(parameter.Name, place));
                    // Nearest first is an order too, by what is measured from here.
                    into.SortBy(parameter.Name, place.ToString());
                }

                break;
            default:
                break;
        }

        // Said once more, it is no new value; said in no way that can be asked for, it is there nevertheless.
        if (into.Count == before && !into.Entries.GetViewBetween(parameter.Name, parameter.Name + "~").Any(e => e[parameter.Name.Length] is '=' or ':'))
            into.Entries.Add(Entry.Present(parameter.Name));
    }

    private static void WriteReference(string name, Base value, IndexedValues into)
    {
        var reference = value as ResourceReference ?? (value as Extension)?.Value as ResourceReference;
        if (reference?.Identifier is { } identifier)
            TokenWriter.Write(Entry.Identifier(name), identifier, into, sorted: false);
        var text = reference?.Reference ?? (value as PrimitiveType)?.JsonValue as string;
        if (string.IsNullOrEmpty(text) || text[0] == '#')
            return;
        var target = ReferenceText.Local(text) ?? text;
        WriteCanonical(target, t => Entry.Reference(name, t), value, into);
        into.SortBy(name, target);
    }

    // A canonical is found with its version and without.
    private static void WriteCanonical(string uri, Func<string, string> entry, Base value, IndexedValues into)
    {
        into.Entries.Add(entry(uri));
        if (value is Canonical && uri.IndexOf('|', StringComparison.Ordinal) is > 0 and var version)
            into.Entries.Add(entry(uri[..version]));
    }

    private static void WriteText(string name, Base value, IndexedValues into)
    {
        switch (value)
        {
            case HumanName human:
                AddText(name, [human.Text, human.Family, .. human.Given, .. human.Prefix, .. human.Suffix], into);
                into.SortBy(name, Entry.Fold(string.Join(' ', human.Family is null ? [human.Text ?? "", .. human.Given] : [human.Family, .. human.Given])));
                break;
            case Address address:
                AddText(name, [address.Text, .. address.Line, address.City, address.District, address.State, address.PostalCode, address.Country], into);
                into.SortBy(name, Entry.Fold(string.Join(' ', [address.State ?? "", address.City ?? "", .. address.Line])));
                break;
            case PrimitiveType { JsonValue: string text }:
                AddText(name, [text], into);
                into.SortBy(name, Entry.Fold(text));
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
}
