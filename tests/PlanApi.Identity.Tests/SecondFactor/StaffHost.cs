using Microsoft.AspNetCore.Hosting;
using PlanApi.TestKit;

namespace PlanApi.Identity.Tests.SecondFactor;

/// <summary>A host that requires staff's second factor as production does, and whose administrator is set.</summary>
public sealed class StaffHost : PlanApiHost
{
    public const string Administrator = "admin@plan.example";

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.UseSetting("PlanApi:RequireSecondFactor", "true");
        builder.UseSetting("PlanApi:Administrator", Administrator);
    }
}
