namespace PlanApi.ProviderDirectory.Tests;

internal static class Sets
{
    /// <summary>The same items, each as often, in whatever order; quick for thousands.</summary>
    public static void ShouldBeTheSame(this IEnumerable<string> actual, IEnumerable<string> expected) =>
        actual.Order(StringComparer.Ordinal).ShouldBe(expected.Order(StringComparer.Ordinal));
}
