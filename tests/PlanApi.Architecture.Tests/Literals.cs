using System.Text.RegularExpressions;

namespace PlanApi.Architecture.Tests;

internal static partial class Literals
{
    /// <summary>The string literals that look like a collection's name: two words with a dot between them.</summary>
    public static IEnumerable<string> CollectionNames(string source) => Collection().Matches(source).Select(m => m.Groups[1].Value);

    [GeneratedRegex("""
        "([a-zA-Z]+\.[a-zA-Z]+)"
        """, RegexOptions.IgnorePatternWhitespace, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Collection();
}
