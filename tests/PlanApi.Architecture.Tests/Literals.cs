using System.Text.RegularExpressions;

namespace PlanApi.Architecture.Tests;

internal static partial class Literals
{
    /// <summary>The names given to GetCollection and AddOutbox in a source text.</summary>
    public static IEnumerable<string> CollectionNames(string source) => Collection().Matches(source).Select(m => m.Groups[1].Value);

    [GeneratedRegex("""(?:GetCollection(?:<[^>]+>)?|AddOutbox)\(\s*"([^"]+)"\s*[,)]""", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Collection();
}
