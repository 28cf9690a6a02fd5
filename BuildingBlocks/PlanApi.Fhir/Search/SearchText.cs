using System.Text;

namespace PlanApi.Fhir.Search;

/// <summary>The escapes of search values: <c>\,</c> <c>\|</c> <c>\$</c> <c>\\</c> stand for the characters themselves (search.html#escaping).</summary>
internal static class SearchText
{
    /// <summary>Splits at separators that are not escaped, leaving escapes in place.</summary>
    public static List<string> Split(string value, char separator)
    {
        List<string> parts = [];
        var start = 0;
        for (var i = 0; i < value.Length; i++)
        {
            if (value[i] == '\\')
                i++;
            else if (value[i] == separator)
            {
                parts.Add(value[start..i]);
                start = i + 1;
            }
        }

        parts.Add(value[start..]);
        return parts;
    }

    public static string Escape(string text) => text.Replace(@"\", @"\\", StringComparison.Ordinal)
        .Replace(",", @"\,", StringComparison.Ordinal).Replace("|", @"\|", StringComparison.Ordinal).Replace("$", @"\$", StringComparison.Ordinal);

    public static string Unescape(string value)
    {
        if (!value.Contains('\\', StringComparison.Ordinal))
            return value;
        var text = new StringBuilder(value.Length);
        for (var i = 0; i < value.Length; i++)
        {
            if (value[i] == '\\' && i + 1 < value.Length && value[i + 1] is ',' or '|' or '$' or '\\')
                i++;
            text.Append(value[i]);
        }

        return text.ToString();
    }
}
