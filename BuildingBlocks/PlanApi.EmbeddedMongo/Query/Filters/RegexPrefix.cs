using System.Text;

namespace PlanApi.EmbeddedMongo.Query.Filters;

/// <summary>Finds the literal text that every match of an anchored expression starts with.</summary>
internal static class RegexPrefix
{
    private const string Special = @"\^$.|?*+()[]{}";

    /// <summary>The prefix, and whether the expression asks for nothing else.</summary>
    public static (string Prefix, bool IsAll) Of(string pattern, string options)
    {
        if (options.AsSpan().IndexOfAny("imx") >= 0 || !pattern.StartsWith('^') || pattern.Contains('|')) return ("", false);
        var prefix = new StringBuilder();
        var at = 1;
        while (at < pattern.Length)
        {
            var (literal, next) = Literal(pattern, at);
            if (literal is null) break;
            // A quantifier may take the last character away again.
            if (next < pattern.Length && pattern[next] is '*' or '?' or '{') break;
            prefix.Append(literal);
            at = next;
            if (next < pattern.Length && pattern[next] == '+') break;
        }
        if (at == pattern.Length) return (prefix.ToString(), true);
        return (prefix.ToString(), pattern[at..] is ".*" && options.Contains('s'));
    }

    private static (string? Literal, int Next) Literal(string pattern, int at)
    {
        if (pattern[at] == '\\')
            return at + 1 < pattern.Length && !char.IsAsciiLetterOrDigit(pattern[at + 1]) ? (pattern[at + 1].ToString(), at + 2) : (null, at);
        if (Special.Contains(pattern[at])) return (null, at);
        return char.IsHighSurrogate(pattern[at]) && at + 1 < pattern.Length ? (pattern.Substring(at, 2), at + 2) : (pattern[at].ToString(), at + 1);
    }
}
