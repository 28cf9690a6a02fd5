using PlanApi.TestKit;

namespace PlanApi.Conformance.Tests.Guides;

/// <summary>The guides and their data, which lie beside the repository on some machines. Elsewhere the tests that need them are skipped.</summary>
internal static class Shared
{
    /// <summary>A file of the shared data folder. Where the folder is and <c>CI=true</c>, a missing file fails the test instead of skipping it.</summary>
    public static string Need(string file)
    {
        var path = SharedData.Find(file);
        if (path is null)
            Miss(SharedData.Absent(file));
        return path!;
    }

    /// <summary>Skips the test, or fails it where it must run.</summary>
    public static void Miss(string why)
    {
        if (MustRun)
            Assert.Fail(why);
        Assert.Skip(why);
    }

    /// <summary>Whether a skipped test is a failed one.</summary>
    public static bool MustRun { get; } = Environment.GetEnvironmentVariable("CI") == "true" && SharedData.Folder is not null;
}
