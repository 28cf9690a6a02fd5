using System.Net;
using Microsoft.Extensions.DependencyInjection;
using PlanApi.AppRegistry.Contracts;
using PlanApi.TestKit;

namespace PlanApi.AppRegistry.Tests.DeleteApp;

public sealed class DeleteAppTests(AppsHost host) : IClassFixture<AppsHost>
{
    private ISandboxApps Apps => host.Services.GetRequiredService<ISandboxApps>();

    [Fact]
    public async Task The_page_names_the_consequences_and_deletes_nothing_by_itself()
    {
        var vendor = await host.Vendor();
        var id = await vendor.Register();

        var page = await vendor.Browser.Open($"/sandbox/apps/{id}/delete");

        page.QuerySelectorAll("main li").Length.ShouldBe(2);
        (await Apps.Find(id, default)).ShouldNotBeNull();
    }

    [Fact]
    public async Task A_deleted_app_is_gone_everywhere_and_its_name_is_free()
    {
        var vendor = await host.Vendor();
        var id = await vendor.Register();
        var clientId = (await Apps.Find(id, default))!.ClientId;

        var response = await vendor.Browser.Submit($"/sandbox/apps/{id}/delete");

        var list = await (await vendor.Browser.Follow(response)).Document();
        list.QuerySelector(".notice")!.TextContent.ShouldBe("The application was deleted.");
        list.QuerySelectorAll(".cards > li").ShouldBeEmpty();
        (await vendor.Browser.Get(AppRegistryPaths.App(id))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await Apps.Find(id, default)).ShouldBeNull();
        (await Apps.FindByClientId(clientId, default)).ShouldBeNull();
        (await vendor.Register()).ShouldNotBe(id);
    }

    [Fact]
    public async Task A_second_press_is_harmless()
    {
        var vendor = await host.Vendor();
        var id = await vendor.Register();
        var page = await vendor.Browser.Open($"/sandbox/apps/{id}/delete");

        await vendor.Browser.Press(page, "main form");
        (await vendor.Browser.Press(page, "main form")).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
    }

    [Fact]
    public async Task The_form_of_a_deleted_app_finds_nothing_to_save()
    {
        var vendor = await host.Vendor();
        var id = await vendor.Register();
        var edit = await vendor.Browser.Open(AppRegistryPaths.Edit(id));
        await vendor.Browser.Submit($"/sandbox/apps/{id}/delete");

        (await vendor.Browser.Press(edit, "main form", ("name", "Back again"))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_reservation_is_not_used_again_after_the_app_was_deleted()
    {
        var vendor = await host.Vendor();
        var form = await vendor.Browser.Open(AppRegistryPaths.New);
        var saved = await vendor.Browser.Press(form, "main form", AppForm.Valid());
        await vendor.Browser.Submit($"{saved.Headers.Location!.OriginalString.Split('?')[0]}/delete");

        var again = await vendor.Browser.Press(form, "main form", AppForm.Valid());

        again.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await again.Document()).QuerySelector("#clientId")!.GetAttribute("value").ShouldNotBe(form.QuerySelector("#clientId")!.GetAttribute("value"));
    }

    [Fact]
    public async Task The_credential_outlives_the_app_because_a_live_copy_may_use_it()
    {
        var vendor = await host.Vendor();
        var form = await vendor.Browser.Open(AppRegistryPaths.New);
        var saved = await vendor.Browser.Press(form, "main form", AppForm.Valid());

        await vendor.Browser.Submit($"{saved.Headers.Location!.OriginalString.Split('?')[0]}/delete");

        string Shown(string id) => form.QuerySelector($"#{id}")!.GetAttribute("value")!;
        (await host.Services.GetRequiredService<IClientSecrets>().Verify(Shown("clientId"), Shown("clientSecret"), default)).ShouldBeTrue();
    }
}
