namespace PlanApi.Fhir.Index;

/// <summary>Reads references as they stand in resources and searches.</summary>
internal static class ReferenceText
{
    /// <summary>Whether it has the form of a logical id (datatypes.html#id).</summary>
    public static bool IsId(ReadOnlySpan<char> text)
    {
        if (text.Length is 0 or > 64)
            return false;
        foreach (var c in text)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('-' or '.'))
                return false;
        }

        return true;
    }

    /// <summary>
    /// <c>Type/id</c> of a reference to a resource of this server, without its version; null for a contained, absolute or
    /// otherwise different one. An absolute URL below <paramref name="baseUrl"/> counts as relative.
    /// </summary>
    public static string? Local(string? reference, string? baseUrl = null)
    {
        if (string.IsNullOrEmpty(reference) || reference[0] == '#')
            return null;
        var text = reference.AsSpan();
        if (baseUrl is not null && text.StartsWith(baseUrl, StringComparison.Ordinal) && text.Length > baseUrl.Length && text[baseUrl.Length] == '/')
            text = text[(baseUrl.Length + 1)..];
        var slash = text.IndexOf('/');
        if (slash <= 0 || !char.IsAsciiLetterUpper(text[0]))
            return null;
        var type = text[..slash];
        foreach (var c in type)
        {
            if (!char.IsAsciiLetter(c))
                return null;
        }

        var id = text[(slash + 1)..];
        var history = id.IndexOf("/_history/");
        if (history >= 0)
            id = id[..history];
        return IsId(id) ? string.Concat(type, "/", id) : null;
    }

    /// <summary>An absolute URL of a resource below <paramref name="baseUrl"/> as the relative reference that it is; anything else as it stands.</summary>
    public static string Relative(string reference, string baseUrl) =>
        reference.StartsWith(baseUrl, StringComparison.Ordinal) && Local(reference, baseUrl) is not null ? reference[(baseUrl.Length + 1)..] : reference;

    /// <summary>The type of a <c>Type/id</c>.</summary>
    public static string TypeOf(string local) => local[..local.IndexOf('/', StringComparison.Ordinal)];

    /// <summary>The id of a <c>Type/id</c>.</summary>
    public static string IdOf(string local) => local[(local.IndexOf('/', StringComparison.Ordinal) + 1)..];
}
