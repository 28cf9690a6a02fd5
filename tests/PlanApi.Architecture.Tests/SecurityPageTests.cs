using System.Text.RegularExpressions;

namespace PlanApi.Architecture.Tests;

/// <summary><c>docs/security.md</c> says which test shows what: each must be there.</summary>
public sealed partial class SecurityPageTests
{
    [Fact]
    public void Every_test_that_the_page_names_exists()
    {
        var named = Name().Matches(File.ReadAllText(Path.Combine(Solution.Root, "docs", "security.md"))).Select(m => m.Groups[1].Value).Distinct().ToList();
        var sources = string.Join('\n', Solution.Files("*Tests.cs", "tests").Select(File.ReadAllText));

        named.Count.ShouldBeGreaterThan(50);
        named.Where(n => !sources.Contains(n.EndsWith("Tests", StringComparison.Ordinal) ? $" class {n}" : $" {n}(", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [GeneratedRegex(@"`([A-Z]\w+_\w+_\w+|[A-Z]\w+Tests)`", RegexOptions.None, 1000)]
    private static partial Regex Name();
}
