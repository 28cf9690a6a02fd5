using PlanApi.SyntheticData.Codes;

namespace PlanApi.SyntheticData.Facts;

/// <summary>How a visit is classed and billed.</summary>
internal enum VisitKind
{
    Office,
    Emergency,
    Inpatient,
    Dental,
    Home,
}

/// <summary>One contact with the health system. What happens at it refers to its encounter by <paramref name="EncounterId"/>.</summary>
internal sealed record Visit(string EncounterId, VisitKind Kind, Clinician Clinician, Diagnosis Reason, DateTimeOffset Start, DateTimeOffset End)
{
    public DateOnly Day => DateOnly.FromDateTime(Start.UtcDateTime);

    public DateOnly LastDay => DateOnly.FromDateTime(End.UtcDateTime);

    /// <summary>A moment within it.</summary>
    public DateTimeOffset At(int minutes) => Start.AddMinutes(minutes);
}
