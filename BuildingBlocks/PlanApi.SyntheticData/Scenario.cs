namespace PlanApi.SyntheticData;

/// <summary>What kind of life a vendor asks for.</summary>
/// <param name="Key">Stable, fit for a form field and for the store.</param>
/// <param name="People">How many patients, each with a sign-in of its own, it makes.</param>
public sealed record Scenario(string Key, string Title, string Description, int People)
{
    public static readonly Scenario TypicalAdult = new(
        "typical-adult",
        "Typical adult",
        "One adult with four years of check-ups, high blood pressure and cholesterol under treatment, a knee replacement, dental care, and the claims for all of it.",
        1);

    public static readonly Scenario Family = new(
        "family",
        "Family with dependents",
        "A parent and a child on one plan: two patients and two test sign-ins. The parent is the subscriber; neither sees the other's records.",
        2);

    public static readonly Scenario NoClinicalData = new(
        "no-clinical-data",
        "No clinical data",
        "One adult of whom the plan holds coverage and claims only: every clinical search is empty.",
        1);

    /// <summary>In the order in which the form offers them.</summary>
    public static readonly IReadOnlyList<Scenario> All = [TypicalAdult, Family, NoClinicalData];

    public static Scenario? Find(string key) => All.FirstOrDefault(s => s.Key == key);
}
