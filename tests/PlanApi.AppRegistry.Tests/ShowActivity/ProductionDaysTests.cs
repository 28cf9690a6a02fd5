using Microsoft.Extensions.DependencyInjection;
using PlanApi.AppRegistry.Contracts;
using PlanApi.PatientAccess.Contracts;
using PlanApi.TestKit;

namespace PlanApi.AppRegistry.Tests.ShowActivity;

/// <summary>Of production a vendor sees numbers by day, of its own apps alone.</summary>
public sealed class ProductionDaysTests(ProductionDaysTests.Host host) : IClassFixture<ProductionDaysTests.Host>
{
    /// <summary>With days that a test makes up.</summary>
    public sealed class Host : AppsHost, IAccessReports
    {
        public List<AppDay> Days { get; } = [];

        protected override void ConfigureServices(IServiceCollection services)
        {
            base.ConfigureServices(services);
            services.AddSingleton<IAccessReports>(this);
        }

        Task<IReadOnlyList<AppDay>> IAccessReports.DaysOf(string clientId, int limit, CancellationToken ct) =>
            Task.FromResult<IReadOnlyList<AppDay>>([.. Days.Where(d => d.ClientId == clientId).OrderByDescending(d => d.Day).Take(limit)]);

        Task<IReadOnlyList<TransferFigures>> IAccessReports.Transfers(int year, CancellationToken ct) => throw new NotSupportedException();

        Task<IReadOnlyList<AppDay>> IAccessReports.Days(int year, CancellationToken ct) => throw new NotSupportedException();
    }

    [Fact]
    public async Task Calls_in_production_show_by_day_and_by_how_they_were_answered()
    {
        var vendor = await host.Vendor();
        var (app, idle) = (await Register(vendor, "In use"), await Register(vendor, "Not in use"));
        host.Days.AddRange([new(app.ClientId, new(2026, 11, 1), [new(200, 1200), new(304, 1), new(429, 2), new(503, 4)]), new(app.ClientId, new(2026, 11, 2), [new(401, 1)])]);

        var page = await vendor.Browser.Open($"{AppRegistryPaths.App(app.AppId)}/activity");

        page.QuerySelectorAll("[aria-label='Calls in production by day'] tbody tr").Select(r => string.Join('|', r.Children.Select(c => c.TextContent)))
            .ShouldBe(["November 2, 2026|0|1|0", "November 1, 2026|1,201|2|4"]);
        (await vendor.Browser.Open($"{AppRegistryPaths.App(idle.AppId)}/activity")).QuerySelector("[aria-label='Calls in production by day']").ShouldBeNull();
    }

    private async Task<SandboxApp> Register(Person vendor, string name) =>
        (await host.Services.GetRequiredService<ISandboxApps>().Find(await vendor.Register(AppForm.Valid(name)), default)).ShouldNotBeNull();
}
