namespace PlanApi.EmbeddedMongo.Tests.CrudSpec;

/// <summary>The specification's tests that do not pass, by the reason why. An entry is a file, or one test of it.</summary>
internal static class OutOfScope
{
    private static readonly (string Reason, string[] Entries)[] List =
    [
    ];

    public static IEnumerable<string> Entries => List.SelectMany(l => l.Entries);

    public static string? Reason(string file, string test) => List.FirstOrDefault(l => Array.Exists(l.Entries, e => Names(e, file, test))).Reason;

    public static bool Names(string entry, string file, string test) => entry == file || entry == $"{file}: {test}";
}
