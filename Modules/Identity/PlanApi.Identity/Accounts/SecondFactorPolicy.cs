using Microsoft.Extensions.Hosting;
using PlanApi.BuildingBlocks;

namespace PlanApi.Identity.Accounts;

/// <summary>Staff must show a second factor everywhere but in Development, where they may. A setting can only make it stricter.</summary>
internal sealed class SecondFactorPolicy(IHostEnvironment environment, PlanApiSettings settings)
{
    public bool RequiredOf(StoredAccount account) => account.Realm == Contracts.Realm.Staff && Required;

    public bool Required { get; } = !environment.IsDevelopment() || settings.Tests.RequireSecondFactor;
}
