using Microsoft.Extensions.Configuration;

namespace PlanApi.Identity.ActivateMember;

/// <summary>From what age members have an account of their own: whoever is younger is represented by someone, whom staff or a record names.</summary>
internal sealed class ActivationAge(IConfiguration configuration, TimeProvider clock)
{
    private const int Default = 18;

    public bool IsReached(DateOnly birthDate) =>
        birthDate.AddYears(configuration.GetValue("PlanApi:ActivationAge", Default)) <= DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
}
