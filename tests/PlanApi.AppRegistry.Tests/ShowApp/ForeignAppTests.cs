using System.Net;
using AngleSharp.Html.Dom;
using PlanApi.AppRegistry.Contracts;
using PlanApi.TestKit;

namespace PlanApi.AppRegistry.Tests.ShowApp;

/// <summary>Every address of an app, tried with an id that is another vendor's, deleted, or nobody's.</summary>
public sealed class ForeignAppTests(AppsHost host) : IClassFixture<AppsHost>
{
    public static TheoryData<string> Pages => ["", "/edit", "/secret", "/secret/rotate", "/delete", "/launch", "/request"];

    public static TheoryData<string> Forms => ["/edit", "/secret", "/secret/rotate", "/delete", "/launch", "/request", "/request/withdraw"];

    [Theory, MemberData(nameof(Pages))]
    public async Task Another_vendors_app_is_not_found(string page)
    {
        var (owner, other) = (await host.Vendor(), await host.Vendor());
        var id = await owner.Register();

        (await owner.Browser.Get(AppRegistryPaths.App(id) + page)).StatusCode.ShouldBe(HttpStatusCode.OK);
        other.Browser.Client.DefaultRequestHeaders.Add("Accept", "text/html");
        var response = await other.Browser.Get(AppRegistryPaths.App(id) + page);
        response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await response.Document()).QuerySelector("h1")!.TextContent.ShouldBe("Page not found");
    }

    [Theory, MemberData(nameof(Pages))]
    public async Task An_id_that_never_was_is_not_found(string page) =>
        (await (await host.Vendor()).Browser.Get(AppRegistryPaths.App("0198f000000070008000000000000000") + page)).StatusCode.ShouldBe(HttpStatusCode.NotFound);

    [Theory, MemberData(nameof(Forms))]
    public async Task A_form_sent_to_another_vendors_app_changes_nothing(string form)
    {
        var (owner, other) = (await host.Vendor(), await host.Vendor());
        var id = await owner.Register();

        (await Post(other, AppRegistryPaths.App(id) + form)).StatusCode.ShouldBe(HttpStatusCode.NotFound);

        (await owner.Browser.Open(AppRegistryPaths.App(id))).QuerySelector("h1")!.TextContent.ShouldBe("Pill Box");
    }

    [Theory]
    [InlineData("/edit", "application/x-www-form-urlencoded")]
    [InlineData("/edit", "application/x-www-form-urlencoded;charset=UTF-8")]
    [InlineData("/secret", "application/x-www-form-urlencoded;charset=UTF-8")]
    [InlineData("/secret/rotate", "application/x-www-form-urlencoded;charset=UTF-8")]
    [InlineData("/delete", "application/x-www-form-urlencoded")]
    [InlineData("/delete", "application/x-www-form-urlencoded;charset=UTF-8")]
    [InlineData("/launch", "application/x-www-form-urlencoded;charset=UTF-8")]
    [InlineData("/request", "application/x-www-form-urlencoded;charset=UTF-8")]
    [InlineData("/request/withdraw", "application/x-www-form-urlencoded;charset=UTF-8")]
    public async Task A_form_without_the_antiforgery_token_is_refused(string form, string contentType)
    {
        var vendor = await host.Vendor();
        var id = await vendor.Register();
        var content = new FormUrlEncodedContent([new("password", Person.Password), new("revision", "1")]);
        content.Headers.ContentType = System.Net.Http.Headers.MediaTypeHeaderValue.Parse(contentType);

        (await vendor.Browser.Client.PostAsync(AppRegistryPaths.App(id) + form, content)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    /// <summary>A post with a good antiforgery token, taken from a page of the sender's own.</summary>
    private static async Task<HttpResponseMessage> Post(Person sender, string path)
    {
        var token = (IHtmlInputElement)(await sender.Browser.Open(AppRegistryPaths.New)).QuerySelector("main input[name='__RequestVerificationToken']")!;
        return await sender.Browser.Client.PostAsync(path, new FormUrlEncodedContent(
            [new(token.Name!, token.Value), new("revision", "1"), new("version", "1"), new("old", "end"), new("password", Person.Password), .. AppForm.Valid("Stolen").Select(f => KeyValuePair.Create(f.Field, f.Value))]));
    }
}
