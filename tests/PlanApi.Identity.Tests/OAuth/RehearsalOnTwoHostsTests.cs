using Microsoft.Extensions.DependencyInjection;
using PlanApi.AppRegistry.Contracts;
using PlanApi.TestKit;

namespace PlanApi.Identity.Tests.OAuth;

public sealed class RehearsalOnTwoHostsTests(OAuthHost one) : IClassFixture<OAuthHost>
{
    [Fact]
    public async Task What_a_vendor_rehearses_at_one_is_met_at_the_other_within_five_seconds_and_so_is_its_end()
    {
        await using var two = new AnotherHost(one);
        await two.InitializeAsync();
        var vendor = await one.Vendor();
        var page = AppRegistryPaths.App(await vendor.Register());
        var clientId = (await vendor.Browser.Open(page)).QuerySelector("#credentials + dl code")!.TextContent;
        var (here, there) = (one.Services.GetRequiredService<IRehearsals>(), two.Services.GetRequiredService<IRehearsals>());

        await vendor.Browser.Press(await vendor.Browser.Open($"{page}/rehearse"), "#start-form", ("trouble", "Slow"), ("seconds", "3"), ("minutes", "5"));

        here.Of(clientId).ShouldNotBeNull().Seconds.ShouldBe(3);
        await Eventually.Holds(() => Task.FromResult(there.Of(clientId) is { Trouble: RehearsedTrouble.Slow }), "the rehearsal at the other host", seconds: 5);

        await vendor.Browser.Press(await vendor.Browser.Open($"{page}/rehearse"), "#stop-form");

        here.Of(clientId).ShouldBeNull();
        await Eventually.Holds(() => Task.FromResult(there.Of(clientId) is null), "the end of the rehearsal at the other host", seconds: 5);
    }
}
