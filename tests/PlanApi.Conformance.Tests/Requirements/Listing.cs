using System.Runtime.CompilerServices;

namespace PlanApi.Conformance.Tests.Requirements;

/// <summary>
/// The reviewed list of one guide's requirements: <c>Class.Test: ids</c> where a test proves them, <c>- reason: ids</c> where none does.
/// Ids are numbers, ranges of numbers, or as the guide has them.
/// </summary>
internal static class Listing
{
    /// <summary>The reasons, by the word that stands for each.</summary>
    public static IReadOnlyDictionary<string, string> Reasons { get; } = Lines("reasons").Select(l => l.Split(": ", 2)).ToDictionary(l => l[0], l => l[1]);

    /// <summary>Sets of requirements of which no row applies, with the reason.</summary>
    public static IReadOnlyDictionary<string, string> Others { get; } = Lines("other-guides").Select(l => l.Split(" - ")).ToDictionary(l => l[0], l => l[1]);

    /// <summary>The sets that are listed row by row.</summary>
    public static IReadOnlyList<string> Sets { get; } =
        [.. Directory.EnumerateFiles(Folder(), "*.txt").Select(f => Path.GetFileNameWithoutExtension(f)).Where(f => f is not ("reasons" or "other-guides")).Order(StringComparer.Ordinal)];

    /// <summary>Each listed id with what it is listed as: the name of a test, or a reason after a dash.</summary>
    public static IReadOnlyList<(string Id, string As)> Of(string set) =>
        [.. Lines(set).Select(l => l.Split(": ", 2)).SelectMany(l => l[1].Split(' ').SelectMany(Ids).Select(id => (id, l[0])))];

    /// <summary>Whether there is a test of this name in one of the test projects.</summary>
    public static bool IsTest(string name)
    {
        var parts = name.Split('.');
        return Directory.EnumerateFiles(Path.Combine(Folder(), "..", ".."), parts[0] + ".cs", SearchOption.AllDirectories)
            .Any(f => File.ReadAllText(f).Contains($" {parts[1]}(", StringComparison.Ordinal));
    }

    private static IEnumerable<string> Ids(string text) => text.Split('-') is [var first, var last]
        ? Enumerable.Range(int.Parse(first), int.Parse(last) - int.Parse(first) + 1).Select(n => $"{n}")
        : [text];

    private static IEnumerable<string> Lines(string name) =>
        File.ReadLines(Path.Combine(Folder(), name + ".txt")).Where(l => l.Length > 0 && !l.StartsWith('#'));

    private static string Folder([CallerFilePath] string here = "") => Path.GetDirectoryName(here)!;
}
