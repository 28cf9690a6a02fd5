using System.Net;
using Microsoft.Extensions.DependencyInjection;
using MongoDB.Bson;
using MongoDB.Driver;
using PlanApi.AppRegistry.Contracts;
using PlanApi.TestKit;

namespace PlanApi.AppRegistry.Tests.ShowSecret;

public sealed class ShowSecretTests(AppsHost host) : IClassFixture<AppsHost>
{
    private IClientSecrets Secrets => host.Services.GetRequiredService<IClientSecrets>();

    private async Task<string> ClientIdOf(string appId) => (await host.Services.GetRequiredService<ISandboxApps>().Find(appId, default))!.ClientId;

    [Fact]
    public async Task The_secret_is_shown_after_the_password_and_the_showing_is_noted()
    {
        var vendor = await host.Vendor();
        var id = await vendor.Register();

        var response = await vendor.Browser.Submit($"/sandbox/apps/{id}/secret", ("password", Person.Password));

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Headers.CacheControl!.NoStore.ShouldBeTrue();
        var secret = (await response.Document()).QuerySelector("#secret")!.TextContent;
        (await Secrets.Verify(await ClientIdOf(id), secret, default)).ShouldBeTrue();
        (await vendor.Browser.Open(AppRegistryPaths.App(id))).DocumentElement.TextContent.ShouldContain($"Last shown to {vendor.Name}");
    }

    [Theory]
    [InlineData("", "Enter your password")]
    [InlineData("not-my-password", "This is not your password. After five wrong tries you have to wait 15 minutes")]
    public async Task Without_the_password_nothing_is_shown(string password, string message)
    {
        var vendor = await host.Vendor();
        var id = await vendor.Register();

        var response = await vendor.Browser.Submit($"/sandbox/apps/{id}/secret", ("password", password));

        response.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var page = await response.Document();
        page.ErrorOf("password").ShouldBe(message);
        page.QuerySelector("#secret").ShouldBeNull();
        page.QuerySelector("#password")!.HasAttribute("value").ShouldBeFalse();
        (await vendor.Browser.Open(AppRegistryPaths.App(id))).DocumentElement.TextContent.ShouldNotContain("Last shown");
    }

    [Fact]
    public async Task The_store_holds_no_secret_in_clear()
    {
        var vendor = await host.Vendor();
        var id = await vendor.Register();
        var secret = (await (await vendor.Browser.Submit($"/sandbox/apps/{id}/secret", ("password", Person.Password))).Document()).QuerySelector("#secret")!.TextContent;

        var stored = await host.Services.GetRequiredService<IMongoDatabase>().GetCollection<BsonDocument>("appRegistry.credentials").Find(new BsonDocument("appId", id)).SingleAsync();

        stored.ToString().ShouldNotContain(secret);
        System.Text.Encoding.UTF8.GetString(stored["sealedSecret"].AsByteArray).ShouldNotContain(secret);
    }

    [Theory]
    [InlineData("")]
    [InlineData("wrong")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task A_wrong_secret_is_refused_for_a_known_and_an_unknown_client_alike(string secret)
    {
        var id = await (await host.Vendor()).Register();

        (await Secrets.Verify(await ClientIdOf(id), secret, default)).ShouldBeFalse();
        (await Secrets.Verify("nobody", secret, default)).ShouldBeFalse();
    }
}
