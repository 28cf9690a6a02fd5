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
        "Two parents and two children on one plan: four patients, each with a test sign-in. One parent is the subscriber; they share the family's deductible and yearly limit, and nobody sees another's records.",
        4);

    public static readonly Scenario NoClinicalData = new(
        "no-clinical-data",
        "No clinical data",
        "One adult of whom the plan holds coverage and claims only: every clinical search is empty.",
        1);

    public static readonly Scenario ChronicConditions = new(
        "chronic-conditions",
        "Chronic conditions",
        "One older adult with diabetes, kidney disease, high blood pressure and lung disease: quarterly results with trends, insulin and inhalers, a stay in hospital, a glucose sensor approved beforehand.",
        1);

    public static readonly Scenario ThousandsOfClaims = new(
        "thousands-of-claims",
        "Thousands of claims",
        "One adult on dialysis with a nurse and an aide at home every day: some 5,000 claims over five years, for paging, sorting and speed.",
        1);

    public static readonly Scenario DeniedAndReversed = new(
        "denied-and-reversed",
        "Denied and reversed claims",
        "One adult with claims denied in whole and in part, for four reasons, drugs refused at the counter, a claim corrected, one taken back, and a denial that was changed on appeal.",
        1);

    public static readonly Scenario TwoCoverages = new(
        "two-coverages",
        "Two coverages",
        "One adult covered by a spouse's plan as well, which pays first: every claim tells what it paid, and what was left.",
        1);

    public static readonly Scenario Newborn = new(
        "newborn",
        "Newborn",
        "A mother and a baby of some months: pregnancy, the birth as a stay of each, coverage from the day of birth, growth, and vaccines by schedule.",
        2);

    public static readonly Scenario NonLatinNames = new(
        "non-latin-names",
        "Non-Latin names",
        "Five adults whose names are Japanese, Arabic, Russian, Chinese and Vietnamese, each in its own script and in Latin letters.",
        5);

    public static readonly Scenario Deceased = new(
        "deceased",
        "Deceased",
        "One older adult who died of cancer after operation, chemotherapy and hospice: the date of death is told, coverage ended with it, and nothing follows it.",
        1);

    public static readonly Scenario Sensitive = new(
        "sensitive",
        "Sensitive categories",
        "One adult with records labelled sensitive: mental health, alcohol and opioid use, HIV, a sexually transmitted infection. Apps do not get them without consent to just that.",
        1);

    public static readonly Scenario Everything = new(
        "everything",
        "Everything",
        "An adult, a small child and an older adult who died, whose records together hold the elements that the profiles ask servers to support.",
        3);

    /// <summary>What it is for: lives as most members have them, what apps get wrong, test kits.</summary>
    public string Purpose => this == Everything ? "For conformance test kits" : Lives.Contains(this) ? "Lives as members have them" : "What apps often get wrong";

    private static readonly Scenario[] Lives = [TypicalAdult, ChronicConditions, Family, Newborn, Deceased];

    /// <summary>In the order in which the form offers them.</summary>
    public static readonly IReadOnlyList<Scenario> All =
    [
        .. Lives,
        NoClinicalData, ThousandsOfClaims, DeniedAndReversed, TwoCoverages, NonLatinNames, Sensitive,
        Everything,
    ];

    public static Scenario? Find(string key) => All.FirstOrDefault(s => s.Key == key);
}
