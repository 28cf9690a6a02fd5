using System.Text.RegularExpressions;

namespace PlanApi.Architecture.Tests;

public sealed partial class DocumentsTests
{
    [Fact]
    public void Links_between_documents_and_to_pictures_lead_to_files_that_are_there()
    {
        var links = Solution.Files("*.md").SelectMany(file => Link().Matches(File.ReadAllText(file)).Select(m => (File: file, Target: m.Groups[1].Value)))
            .Where(l => !l.Target.Contains(':', StringComparison.Ordinal)).ToList();

        links.Count.ShouldBeGreaterThan(15);
        links.Where(l => !Path.Exists(Path.Combine(Path.GetDirectoryName(l.File)!, l.Target))).Select(l => $"{Path.GetFileName(l.File)}: {l.Target}").ShouldBeEmpty();
    }

    [GeneratedRegex(@"\]\(([^)#\s]+)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Link();
}
