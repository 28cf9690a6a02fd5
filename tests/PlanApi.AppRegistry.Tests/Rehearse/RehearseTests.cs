using System.Net;
using Microsoft.Extensions.DependencyInjection;
using PlanApi.AppRegistry.Contracts;
using PlanApi.TestKit;

namespace PlanApi.AppRegistry.Tests.Rehearse;

public sealed class RehearseTests(AppsHost host) : IClassFixture<AppsHost>
{
    private IRehearsals Rehearsals => host.Services.GetRequiredService<IRehearsals>();

    [Theory]
    [InlineData("", "5", "5", "trouble")]
    [InlineData("Explode", "5", "5", "trouble")]
    [InlineData("Slow", "0", "5", "seconds")]
    [InlineData("Slow", "61", "5", "seconds")]
    [InlineData("Slow", "5", "-1", "minutes")]
    [InlineData("Slow", "5", "1.5", "minutes")]
    [InlineData("Slow", "5", "99999999999999999999", "minutes")]
    [InlineData("2", "5", "5", "trouble")]
    public async Task A_wrong_answer_is_told_beside_its_field_what_was_typed_stays_and_nothing_starts(string trouble, string seconds, string minutes, string wrong)
    {
        var (vendor, app) = await NewApp();

        var response = await Start(vendor, app, trouble, seconds, minutes);

        response.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var page = await response.Document();
        foreach (var field in new[] { "trouble", "seconds", "minutes" })
        {
            (page.ErrorOf(field) is not null).ShouldBe(field == wrong, field);
        }

        page.QuerySelector("#seconds")!.GetAttribute("value").ShouldBe(seconds);
        page.QuerySelector("#minutes")!.GetAttribute("value").ShouldBe(minutes);
        Rehearsals.Of(app.ClientId).ShouldBeNull();
    }

    [Fact]
    public async Task What_was_started_last_counts_and_the_page_says_so_with_a_way_to_stop()
    {
        var (vendor, app) = await NewApp();
        (await Start(vendor, app, "Slow", "3", "5")).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        (await Start(vendor, app, "TooManyRequests", "30", "10")).StatusCode.ShouldBe(HttpStatusCode.SeeOther);

        var page = await vendor.Browser.Open($"{AppRegistryPaths.App(app.AppId)}/rehearse");

        var now = Rehearsals.Of(app.ClientId).ShouldNotBeNull();
        (now.Trouble, now.Seconds).ShouldBe((RehearsedTrouble.TooManyRequests, 30));
        page.QuerySelector(".warning")!.TextContent.ShouldStartWith("Every call is answered 429 with Retry-After: 30, until ");
        (await vendor.Browser.Press(page, "#stop-form")).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        Rehearsals.Of(app.ClientId).ShouldBeNull();
        (await vendor.Browser.Open($"{AppRegistryPaths.App(app.AppId)}/rehearse")).QuerySelector(".warning").ShouldBeNull();
    }

    [Fact]
    public async Task Another_app_of_the_vendor_meets_nothing()
    {
        var (vendor, app) = await NewApp();
        var other = (await host.Services.GetRequiredService<ISandboxApps>().Find(await vendor.Register(AppForm.Valid("Another")), default))!;

        await Start(vendor, app, "Unavailable", "5", "5");

        Rehearsals.Of(app.ClientId).ShouldNotBeNull();
        Rehearsals.Of(other.ClientId).ShouldBeNull();
    }

    [Fact]
    public async Task Another_organizations_app_does_not_exist_here()
    {
        var (_, app) = await NewApp();
        var (stranger, own) = await NewApp();
        var path = AppRegistryPaths.App(app.AppId);

        foreach (var page in new[] { "rehearse", "end-access", "activity" })
        {
            (await stranger.Browser.Get($"{path}/{page}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        }

        var form = await stranger.Browser.Open($"{AppRegistryPaths.App(own.AppId)}/rehearse");
        ((AngleSharp.Html.Dom.IHtmlFormElement)form.QuerySelector("#start-form")!).Action = $"{path}/rehearse";
        (await stranger.Browser.Press(form, "#start-form")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        Rehearsals.Of(app.ClientId).ShouldBeNull();
    }

    [Fact]
    public async Task Nothing_is_ended_before_it_is_chosen_and_what_was_done_is_in_the_activity()
    {
        var (vendor, app) = await NewApp();
        var path = AppRegistryPaths.App(app.AppId);
        (await vendor.Browser.Open($"{path}/activity")).QuerySelector(".empty").ShouldNotBeNull();

        var nothing = await vendor.Browser.Submit($"{path}/end-access");
        nothing.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await nothing.Document()).ErrorOf("what").ShouldBe("Choose what ends");
        (await vendor.Browser.Submit($"{path}/end-access", ("what", "expire"))).Headers.Location!.ToString().ShouldBe($"{path}/activity");
        await vendor.Browser.Submit($"{path}/end-access", ("what", "revoke"));
        await Start(vendor, app, "Unavailable", "5", "5");

        (await vendor.Browser.Open($"{path}/activity")).QuerySelectorAll("tbody tr td:nth-child(2)").Select(d => d.TextContent.Split(": ")[1].Split(',')[0])
            .ShouldBe(["503 with Retry-After 5", "0 permissions revoked", "0 access tokens expired"]);
        (await vendor.Browser.Open($"{path}/activity?show=refused")).QuerySelector(".empty").ShouldNotBeNull();
        (await Rehearsals.PermissionsRevokedAt(app.ClientId, default)).ShouldBeNull("where no permission ended");
    }

    private async Task<(Person Vendor, SandboxApp App)> NewApp()
    {
        var vendor = await host.Vendor();
        return (vendor, (await host.Services.GetRequiredService<ISandboxApps>().Find(await vendor.Register(), default))!);
    }

    private static async Task<HttpResponseMessage> Start(Person vendor, SandboxApp app, string trouble, string seconds, string minutes) => await vendor.Browser.Press(
        await vendor.Browser.Open($"{AppRegistryPaths.App(app.AppId)}/rehearse"), "#start-form", ("trouble", trouble), ("seconds", seconds), ("minutes", minutes));
}
