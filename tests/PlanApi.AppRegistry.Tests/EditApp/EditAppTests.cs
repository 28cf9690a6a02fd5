using System.Net;
using Microsoft.Extensions.DependencyInjection;
using PlanApi.AppRegistry.Contracts;
using PlanApi.TestKit;

namespace PlanApi.AppRegistry.Tests.EditApp;

public sealed class EditAppTests(AppsHost host) : IClassFixture<AppsHost>
{
    private ISandboxApps Apps => host.Services.GetRequiredService<ISandboxApps>();

    [Fact]
    public async Task The_form_shows_what_is_saved_and_hides_the_secret()
    {
        var vendor = await host.Vendor();
        var id = await vendor.Register();

        var page = await vendor.Browser.Open(AppRegistryPaths.Edit(id));

        page.QuerySelector("#name")!.GetAttribute("value").ShouldBe("Pill Box");
        page.QuerySelector("#redirectUrls")!.TextContent.ShouldBe("https://pillbox.example/callback\nhttp://localhost:5173/");
        page.QuerySelectorAll("input[name='scopes'][checked]").Select(i => i.GetAttribute("value")).ShouldBe(["openid", "patient/Coverage.read"], ignoreOrder: true);
        page.QuerySelector("#clientSecret")!.GetAttribute("value").ShouldBe("••••••••••••");
        page.QuerySelector("#clientId")!.GetAttribute("value").ShouldBe((await Apps.Find(id, default))!.ClientId);
    }

    [Fact]
    public async Task Saving_changes_the_app_and_raises_its_revision_and_keeps_its_client_id()
    {
        var vendor = await host.Vendor();
        var id = await vendor.Register();
        var before = await Apps.Find(id, default);

        var response = await vendor.Browser.Submit(AppRegistryPaths.Edit(id), ("name", "Pill Box 2"), ("clientId", "mine"));

        response.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        var after = (await Apps.Find(id, default)).ShouldNotBeNull();
        after.Details.ShouldBe(before!.Details with { Name = "Pill Box 2" });
        (after.Revision, after.ClientId).ShouldBe((2, before.ClientId));
        (await (await vendor.Browser.Follow(response)).Document()).QuerySelector(".notice")!.TextContent.ShouldBe("The application is saved.");
    }

    [Fact]
    public async Task Saving_untouched_changes_nothing()
    {
        var vendor = await host.Vendor();
        var id = await vendor.Register();

        (await vendor.Browser.Submit(AppRegistryPaths.Edit(id))).StatusCode.ShouldBe(HttpStatusCode.SeeOther);

        (await Apps.Find(id, default))!.Revision.ShouldBe(1);
    }

    [Fact]
    public async Task A_later_save_of_an_older_form_is_told_and_nothing_is_lost()
    {
        var vendor = await host.Vendor();
        var colleague = await host.Vendor(vendor.OrganizationId);
        var id = await vendor.Register();
        var mine = await vendor.Browser.Open(AppRegistryPaths.Edit(id));
        await colleague.Browser.Submit(AppRegistryPaths.Edit(id), ("description", "Colleague's words"));

        var response = await vendor.Browser.Press(mine, "main form", ("description", "My words"));

        response.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var page = await response.Document();
        page.QuerySelector("#description")!.TextContent.ShouldBe("My words");
        page.QuerySelectorAll(".warning dt").Select(t => t.TextContent).ShouldBe(["Description"]);
        page.QuerySelector(".warning dd")!.TextContent.ShouldBe("Colleague's words");
        (await Apps.Find(id, default))!.Details.Description.ShouldBe("Colleague's words");
        (await vendor.Browser.Press(page, "main form")).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        (await Apps.Find(id, default))!.Details.Description.ShouldBe("My words");
    }

    [Fact]
    public async Task Of_many_saves_at_once_one_counts_and_the_others_are_told()
    {
        var vendor = await host.Vendor();
        var id = await vendor.Register();
        var form = await vendor.Browser.Open(AppRegistryPaths.Edit(id));

        var saves = await Task.WhenAll(Enumerable.Range(1, 6).Select(i => vendor.Browser.Press(form, "main form", ("description", $"Number {i}"))));

        saves.Count(s => s.StatusCode == HttpStatusCode.SeeOther).ShouldBe(1);
        saves.Count(s => s.StatusCode == HttpStatusCode.UnprocessableEntity).ShouldBe(5);
        (await Apps.Find(id, default))!.Revision.ShouldBe(2);
    }

    [Fact]
    public async Task A_second_press_of_the_button_saves_once()
    {
        var vendor = await host.Vendor();
        var id = await vendor.Register();
        var form = await vendor.Browser.Open(AppRegistryPaths.Edit(id));

        await vendor.Browser.Press(form, "main form", ("description", "Twice"));
        (await vendor.Browser.Press(form, "main form", ("description", "Twice"))).StatusCode.ShouldBe(HttpStatusCode.SeeOther);

        (await Apps.Find(id, default))!.Revision.ShouldBe(2);
    }

    [Theory]
    [InlineData("")]
    [InlineData("abc")]
    [InlineData("-1")]
    [InlineData("99999999999999999999")]
    public async Task A_revision_that_was_tampered_with_saves_nothing(string revision)
    {
        var vendor = await host.Vendor();
        var id = await vendor.Register();

        var response = await vendor.Browser.Submit(AppRegistryPaths.Edit(id), ("revision", revision), ("name", "Other"));

        response.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await Apps.Find(id, default))!.Details.Name.ShouldBe("Pill Box");
    }

    [Fact]
    public async Task A_name_of_another_app_of_the_organization_is_refused()
    {
        var vendor = await host.Vendor();
        await vendor.Register(AppForm.Valid("First"));
        var id = await vendor.Register(AppForm.Valid("Second"));

        var response = await vendor.Browser.Submit(AppRegistryPaths.Edit(id), ("name", "FIRST"));

        (await response.Document()).ErrorOf("name").ShouldBe("Your organization already has an application with this name");
    }

    [Fact]
    public async Task A_mistake_keeps_what_was_typed()
    {
        var vendor = await host.Vendor();
        var id = await vendor.Register();

        var response = await vendor.Browser.Submit(AppRegistryPaths.Edit(id), ("launchUrl", "javascript:alert(1)"), ("name", "Typed"));

        response.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var page = await response.Document();
        page.ErrorOf("launchUrl").ShouldNotBeNull();
        (page.QuerySelector("#launchUrl")!.GetAttribute("value"), page.QuerySelector("#name")!.GetAttribute("value")).ShouldBe(("javascript:alert(1)", "Typed"));
    }

    [Fact]
    public async Task Send_Request_saves_and_goes_on_to_the_request()
    {
        var vendor = await host.Vendor();
        var id = await vendor.Register();

        var response = await vendor.Browser.Submit(AppRegistryPaths.Edit(id), ("name", "Saved first"), ("then", "request"));

        response.Headers.Location!.OriginalString.ShouldBe($"/sandbox/apps/{id}/request");
        (await Apps.Find(id, default))!.Details.Name.ShouldBe("Saved first");
    }
}
