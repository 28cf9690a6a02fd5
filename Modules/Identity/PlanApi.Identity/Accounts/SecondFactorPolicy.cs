using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace PlanApi.Identity.Accounts;

/// <summary>Staff must show a second factor everywhere but in Development, where they may. A setting can only make it stricter.</summary>
internal sealed class SecondFactorPolicy(IHostEnvironment environment, IConfiguration configuration)
{
    public bool RequiredOf(StoredAccount account) => account.Realm == Contracts.Realm.Staff && Required;

    public bool Required { get; } = !environment.IsDevelopment() || configuration.GetValue("Identity:RequireSecondFactor", false);
}
