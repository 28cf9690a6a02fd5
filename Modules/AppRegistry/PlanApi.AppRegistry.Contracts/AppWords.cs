namespace PlanApi.AppRegistry.Contracts;

/// <summary>What apps' kinds are called on pages.</summary>
public static class AppWords
{
    /// <summary>In the order in which pages offer them: "Other" comes last.</summary>
    public static IReadOnlyList<AppCategory> Categories { get; } = [.. Enum.GetValues<AppCategory>().Where(c => c != AppCategory.Other), AppCategory.Other];

    public static string NameOf(AppCategory category) => category switch
    {
        AppCategory.HealthRecords => "Health records in one place",
        AppCategory.CoverageAndCosts => "Coverage and costs",
        AppCategory.Medicines => "Medicines",
        AppCategory.Conditions => "Living with a condition",
        AppCategory.FindingCare => "Finding and planning care",
        AppCategory.Wellness => "Fitness and wellness",
        AppCategory.CaringForOthers => "Caring for others",
        AppCategory.Research => "Research",
        AppCategory.Other => "Other",
        _ => throw new ArgumentOutOfRangeException(nameof(category), category, "A category that has no name."),
    };

    public static string NameOf(AppPlatform platform) => platform switch
    {
        AppPlatform.Web => "Web browser",
        AppPlatform.Ios => "iPhone and iPad",
        AppPlatform.Android => "Android phone and tablet",
        AppPlatform.Desktop => "Computer (installed)",
        _ => throw new ArgumentOutOfRangeException(nameof(platform), platform, "A platform that has no name."),
    };
}
