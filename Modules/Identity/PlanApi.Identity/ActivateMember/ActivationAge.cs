using PlanApi.BuildingBlocks;

namespace PlanApi.Identity.ActivateMember;

/// <summary>From what age members have an account of their own: whoever is younger is represented by someone, whom staff or a record names.</summary>
internal sealed class ActivationAge(PlanApiSettings settings, TimeProvider clock)
{
    public bool IsReached(DateOnly birthDate) =>
        birthDate.AddYears(settings.ActivationAge) <= DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
}
