using System.Runtime.CompilerServices;
using Shouldly;

namespace PlanApi.TestKit;

/// <summary>
/// Compares a text with the file <c>Golden/name</c> beside the test. <c>PLANAPI_REWRITE_GOLDEN=1</c> writes the file instead, for a look at the difference in git.
/// </summary>
public static class Golden
{
    public static void ShouldMatchGolden(this string actual, string name, [CallerFilePath] string test = "")
    {
        var file = Path.Combine(Path.GetDirectoryName(test)!, "Golden", name);
        if (Environment.GetEnvironmentVariable("PLANAPI_REWRITE_GOLDEN") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, actual);
        }

        File.Exists(file).ShouldBeTrue($"{file} is missing: run the test once with PLANAPI_REWRITE_GOLDEN=1 and read what it wrote");
        actual.ShouldBe(File.ReadAllText(file), $"{name} changed: if that is meant, rewrite it with PLANAPI_REWRITE_GOLDEN=1");
    }
}
