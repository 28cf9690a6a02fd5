namespace PlanApi.ProductionReview.Data;

/// <summary>
/// A published, objective ground on which an app is turned down or suspended, the same for every vendor (42 CFR 422.119(e): a plan may deny a
/// connection only for the security of its own systems).
/// </summary>
internal sealed record Criterion(string Key, string Title, string Meaning)
{
    public static readonly IReadOnlyList<Criterion> All =
    [
        new("security-risk", "A security risk to the plan's systems",
            "Connecting the application would put the plan's systems, or the protected health information in them, at an unacceptable risk. The reason names what was found, such as a published weakness or a leaked secret."),
        new("facts-missing", "Facts missing",
            "Something that is needed to know the application or its vendor is missing, does not lead anywhere, or does not match. The reason names it, and the vendor can mend it and ask again."),
    ];

    public static Criterion? Find(string? key) => All.FirstOrDefault(c => c.Key == key);
}
