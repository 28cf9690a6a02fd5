using System.Net;
using AngleSharp.Html.Dom;
using Microsoft.Extensions.DependencyInjection;
using PlanApi.AppRegistry.Contracts;
using PlanApi.TestKit;

namespace PlanApi.AppRegistry.Tests.RotateSecret;

public sealed class RotateSecretTests(AppsHost host) : IClassFixture<AppsHost>
{
    private Task<bool> IsTaken(string clientId, string secret) => host.Services.GetRequiredService<IClientSecrets>().Verify(clientId, secret, default);

    private static string Path(string appId) => $"/sandbox/apps/{appId}/secret/rotate";

    [Fact]
    public async Task With_an_overlap_both_secrets_are_taken_for_seven_days()
    {
        var app = await NewApp();

        var rotated = await Rotate(app, "keep");

        (await IsTaken(app.ClientId, rotated)).ShouldBeTrue();
        (await IsTaken(app.ClientId, app.Secret)).ShouldBeTrue();
        (await app.Vendor.Browser.Open(AppRegistryPaths.App(app.AppId))).DocumentElement.TextContent.ShouldContain("The one before it is taken until");
        host.Clock.Advance(TimeSpan.FromDays(7) + TimeSpan.FromSeconds(1));
        (await IsTaken(app.ClientId, rotated)).ShouldBeTrue();
        (await IsTaken(app.ClientId, app.Secret)).ShouldBeFalse();
    }

    [Fact]
    public async Task The_old_secret_can_be_ended_at_once()
    {
        var app = await NewApp();

        var rotated = await Rotate(app, "end");

        (await IsTaken(app.ClientId, rotated)).ShouldBeTrue();
        (await IsTaken(app.ClientId, app.Secret)).ShouldBeFalse();
    }

    [Fact]
    public async Task Ending_at_once_ends_an_overlap_too()
    {
        var app = await NewApp();
        var second = await Rotate(app, "keep");

        var third = await Rotate(app, "end");

        (await IsTaken(app.ClientId, app.Secret)).ShouldBeFalse();
        (await IsTaken(app.ClientId, second)).ShouldBeFalse();
        (await IsTaken(app.ClientId, third)).ShouldBeTrue();
    }

    [Fact]
    public async Task A_second_press_replaces_nothing_more()
    {
        var app = await NewApp();
        var form = await app.Vendor.Browser.Open(Path(app.AppId));
        var first = await Press(app, form);

        var second = await app.Vendor.Browser.Press(form, "main form", ("old", "keep"), ("password", Person.Password));

        second.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await second.Document()).QuerySelector("#secret").ShouldBeNull();
        (await IsTaken(app.ClientId, first)).ShouldBeTrue();
        (await IsTaken(app.ClientId, app.Secret)).ShouldBeTrue();
    }

    [Theory]
    [InlineData("keep", "", "password")]
    [InlineData("keep", "wrong-password", "password")]
    [InlineData("perhaps", Person.Password, "old")]
    public async Task Bad_input_replaces_nothing(string old, string password, string field)
    {
        var app = await NewApp();

        var response = await app.Vendor.Browser.Submit(Path(app.AppId), ("old", old), ("password", password));

        response.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await response.Document()).ErrorOf(field).ShouldNotBeNull();
        (await IsTaken(app.ClientId, app.Secret)).ShouldBeTrue();
    }

    [Fact]
    public async Task The_vendor_is_told_by_e_mail()
    {
        var app = await NewApp();

        await Rotate(app, "end");

        var mail = await host.Mailbox.Expect(app.Vendor.Email, "The client secret of Pill Box was replaced");
        mail.LinkPath.ShouldBe(AppRegistryPaths.App(app.AppId));
        mail.Text.ShouldNotContain(app.Secret);
        mail.Masked(app.Vendor, app.AppId).ShouldMatchGolden("SecretRotated.txt");
    }

    private sealed record App(Person Vendor, string AppId, string ClientId, string Secret);

    private async Task<App> NewApp()
    {
        var vendor = await host.Vendor();
        var form = await vendor.Browser.Open(AppRegistryPaths.New);
        var response = await vendor.Browser.Press(form, "main form", AppForm.Valid());
        string Shown(string id) => form.QuerySelector($"#{id}")!.GetAttribute("value")!;
        return new(vendor, response.Headers.Location!.OriginalString.Split('/', '?')[3], Shown("clientId"), Shown("clientSecret"));
    }

    private static async Task<string> Rotate(App app, string old) => await Press(app, await app.Vendor.Browser.Open(Path(app.AppId)), old);

    private static async Task<string> Press(App app, IHtmlDocument form, string old = "keep")
    {
        var response = await app.Vendor.Browser.Press(form, "main form", ("old", old), ("password", Person.Password));
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        return (await response.Document()).QuerySelector("#secret")!.TextContent;
    }
}
