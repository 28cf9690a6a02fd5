using PlanApi.AppRegistry.Contracts;
using PlanApi.TestKit;

namespace PlanApi.AppRegistry.Tests.ListApps;

public sealed class ListAppsTests(AppsHost host) : IClassFixture<AppsHost>
{
    [Fact]
    public async Task An_empty_list_says_what_to_do()
    {
        var vendor = await host.Vendor();

        var page = await vendor.Browser.Open(AppRegistryPaths.List);

        page.QuerySelector(".empty h2")!.TextContent.ShouldBe("No applications yet");
        var button = page.QuerySelector(".empty a.button")!;
        (button.TextContent, button.GetAttribute("href")).ShouldBe(("New Application", AppRegistryPaths.New));
    }

    [Fact]
    public async Task The_list_shows_name_status_and_what_can_be_done_by_name()
    {
        var vendor = await host.Vendor();
        var second = await vendor.Register(AppForm.Valid("beta"));
        var first = await vendor.Register(AppForm.Valid("Alpha"));

        var page = await vendor.Browser.Open(AppRegistryPaths.List);

        page.QuerySelectorAll(".cards h2").Select(h => h.TextContent).ShouldBe(["Alpha", "beta"]);
        page.QuerySelectorAll(".cards .status").Select(s => s.TextContent).ShouldBe(["Draft", "Draft"]);
        page.QuerySelectorAll(".cards .actions a").Select(a => a.GetAttribute("href")).ShouldBe(
        [
            $"/sandbox/apps/{first}/edit", $"/sandbox/apps/{first}/launch", $"/sandbox/apps/{second}/edit", $"/sandbox/apps/{second}/launch",
        ]);
        page.QuerySelectorAll("main > .actions a").Select(a => a.TextContent).ShouldBe(["New Application", "Initialize Patient", "My Data"]);
    }

    [Fact]
    public async Task Colleagues_share_the_organizations_apps_and_others_do_not_see_them()
    {
        var vendor = await host.Vendor();
        await vendor.Register();
        var (colleague, stranger) = (await host.Vendor(vendor.OrganizationId), await host.Vendor());

        (await colleague.Browser.Open(AppRegistryPaths.List)).QuerySelectorAll(".cards > li").Length.ShouldBe(1);
        (await stranger.Browser.Open(AppRegistryPaths.List)).QuerySelectorAll(".cards > li").ShouldBeEmpty();
    }

    [Fact]
    public async Task A_member_is_sent_to_the_vendors_sign_in()
    {
        var member = await host.Member();

        (await member.Browser.Get(AppRegistryPaths.List)).Headers.Location!.OriginalString.ShouldStartWith("/sandbox/sign-in");
    }
}
