namespace PlanApi.ProviderDirectory.Tests;

internal static class Sets
{
    /// <summary>The same items, each as often, in whatever order; quick for thousands. None at all would prove nothing.</summary>
    public static void ShouldBeTheSame(this IEnumerable<string> actual, IEnumerable<string> expected)
    {
        var wanted = expected.Order(StringComparer.Ordinal).ToList();
        wanted.ShouldNotBeEmpty("There is nothing like that in the files.");
        actual.Order(StringComparer.Ordinal).ShouldBe(wanted);
    }
}
