using System.Text;

namespace PlanApi.Fhir.Index;

/// <summary>
/// The strings under which a resource is found: <c>parameter=value</c>, one for each thing a search may ask exactly or by its
/// beginning. Written at load and asked for by searches, here and nowhere else, so that the two cannot drift apart (ADR 0004).
/// </summary>
internal static class Entry
{
    /// <summary>A code in its system; the system is empty where there is none.</summary>
    public static string Token(string parameter, string? system, string code) => $"{parameter}={System(system)} {code}";

    /// <summary>A code whatever its system.</summary>
    public static string AnySystem(string parameter, string code) => $"{parameter}:code={code}";

    /// <summary>Prefix of every code of a system.</summary>
    public static string AllOfSystem(string parameter, string system) => $"{parameter}={System(system)} ";

    /// <summary>A security label by its code, whatever its system.</summary>
    public static string Security(string code) => AnySystem("_security", code);

    /// <summary>A category given as <c>system|code</c>, or as a code whatever its system.</summary>
    public static string Category(string category) => Coded("category", category);

    /// <summary>Whether access to a resource is decided by it.</summary>
    public static bool IsForAccess(string entry) => entry.StartsWith("_security", StringComparison.Ordinal) || entry.StartsWith("category", StringComparison.Ordinal);

    /// <summary>What a code or identifier is called, folded, for <c>:text</c>.</summary>
    public static string Label(string parameter, string text) => $"{parameter}:text={Fold(text)}";

    /// <summary>An identifier by a coding of its type and its value, for <c>:of-type</c>.</summary>
    public static string OfType(string parameter, string? system, string code, string value) =>
        $"{parameter}:of-type={System(system)} {code.Replace("|", "%7C", StringComparison.Ordinal)}|{value}";

    /// <summary>The name under which the identifiers in references are tokens, for <c>:identifier</c>.</summary>
    public static string Identifier(string parameter) => parameter + ":identifier";

    /// <summary>Says that there is a value, where nothing of it can be asked for: a reference with a display alone, say.</summary>
    public static string Present(string parameter) => parameter + ":present";

    /// <summary>A reference as <c>Type/id</c>, or as the absolute URL it is.</summary>
    public static string Reference(string parameter, string target) => $"{parameter}={target}";

    /// <summary>A text, folded for matching by its beginning.</summary>
    public static string Text(string parameter, string value) => $"{parameter}={Fold(value)}";

    /// <summary>A text exactly as written, for <c>:exact</c>.</summary>
    public static string ExactText(string parameter, string value) => $"{parameter}:exact={value}";

    /// <summary>A place: its cell, by whose beginning larger cells ask, then the place itself.</summary>
    public static string Place(string parameter, Place place) => $"{parameter}={GeoCell.Of(place)} {place}";

    /// <summary>Prefix of all places in a cell.</summary>
    public static string InCell(string parameter, string cell) => $"{parameter}={cell}";

    /// <summary>Two values of one element: an entry of the first part followed by what the second adds to the name.</summary>
    public static string Both(string first, string composite, string second) => $"{first}${second[composite.Length..]}";

    /// <summary>Two entries of one resource as one. No parameter's name begins like it.</summary>
    public static string Pair(string one, string other) => $"+{one}+{other}";

    /// <summary>Whether it is a value of the parameter that a pair is made of: a reference, or a token with its system or whatever its system.</summary>
    public static bool IsPaired(string entry, string parameter) =>
        entry.StartsWith(parameter, StringComparison.Ordinal) && entry.AsSpan(parameter.Length) is ['=', ..] or [':', 'c', 'o', 'd', 'e', '=', ..];

    /// <summary>A URI, exactly.</summary>
    public static string Uri(string parameter, string value) => $"{parameter}={value}";

    /// <summary>Lower case, no accents, runs of white space and punctuation as one space (search.html#string).</summary>
    public static string Fold(string value)
    {
        var folded = new StringBuilder(value.Length);
        var gap = false;
        foreach (var c in value)
        {
            if (Accents.IsMark(c))
                continue;
            if (char.IsWhiteSpace(c) || char.IsPunctuation(c) || char.IsControl(c))
            {
                gap = folded.Length > 0;
                continue;
            }

            if (gap)
                folded.Append(' ');
            gap = false;
            folded.Append(Accents.Fold(c));
        }

        return folded.ToString();
    }

    // A space separates system and code, so none may stand inside a system.
    private static string Coded(string parameter, string coded)
    {
        var bar = coded.IndexOf('|', StringComparison.Ordinal);
        return bar < 0 ? AnySystem(parameter, coded) : Token(parameter, coded[..bar], coded[(bar + 1)..]);
    }

    private static string System(string? system) => system is null ? "" : system.Replace(" ", "%20", StringComparison.Ordinal);
}
