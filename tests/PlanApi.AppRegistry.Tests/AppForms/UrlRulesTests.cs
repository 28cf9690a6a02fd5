using PlanApi.AppRegistry.AppForms;
using PlanApi.AppRegistry.Contracts;

namespace PlanApi.AppRegistry.Tests.AppForms;

public sealed class UrlRulesTests
{
    [Theory]
    [InlineData("https://app.example.com/callback")]
    [InlineData("https://app.example.com")]
    [InlineData("HTTPS://App.Example.com/Callback")]
    [InlineData("https://app.example.com:8443/cb?tenant=1&x=%20")]
    [InlineData("https://xn--bcher-kva.example/cb")]
    [InlineData("http://localhost/cb")]
    [InlineData("http://localhost:5173/")]
    [InlineData("http://127.0.0.1:8080/cb")]
    [InlineData("http://127.8.9.1/cb")]
    [InlineData("http://[::1]:9000/cb")]
    public void A_redirect_may_be(string url) => UrlRules.OfRedirect(url, ApplicationType.Web).ShouldBeNull();

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("JavaScript:alert(1)")]
    [InlineData(" javascript:alert(1)")]
    [InlineData("java\nscript:alert(1)")]
    [InlineData("data:text/html,hello")]
    [InlineData("file:///etc/passwd")]
    [InlineData("/etc/passwd")]
    [InlineData("//app.example.com/cb")]
    [InlineData("app.example.com/cb")]
    [InlineData("localhost:5173")]
    [InlineData("vbscript:x")]
    [InlineData("blob:https://app.example.com/1")]
    [InlineData("ftp://app.example.com/cb")]
    [InlineData("ws://app.example.com/cb")]
    [InlineData("myapp://callback")]
    [InlineData("urn:ietf:wg:oauth:2.0:oob")]
    [InlineData("http://app.example.com/cb")]
    [InlineData("http://localhost.example.com/cb")]
    [InlineData("http://127.0.0.1.example.com/cb")]
    [InlineData("http://localhost@evil.example/cb")]
    [InlineData("https://user:secret@app.example.com/cb")]
    [InlineData("https://app.example.com/cb#top")]
    [InlineData("https://app.example.com/cb#")]
    [InlineData("https://*.example.com/cb")]
    [InlineData("https://app.example.com/a b")]
    [InlineData("https://app.example.com/\"onload=x")]
    [InlineData("https://app.example.com\\@evil.example")]
    [InlineData("https://bücher.example/cb")]
    [InlineData("https:///cb")]
    [InlineData("https:")]
    [InlineData("https://")]
    [InlineData("com.example.app:/callback")]
    public void A_redirect_of_a_web_app_may_not_be(string url) => UrlRules.OfRedirect(url, ApplicationType.Web).ShouldNotBeNull();

    [Theory]
    [InlineData("com.example.app:/callback")]
    [InlineData("com.example.app://callback")]
    [InlineData("http://127.0.0.1/callback")]
    [InlineData("https://app.example.com/callback")]
    public void A_native_app_may_also_use(string url) => UrlRules.OfRedirect(url, ApplicationType.Native).ShouldBeNull();

    [Theory]
    [InlineData("myapp:/callback")]
    [InlineData("javascript:alert(1)")]
    [InlineData("http://app.example.com/callback")]
    public void A_native_app_may_still_not_use(string url) => UrlRules.OfRedirect(url, ApplicationType.Native).ShouldNotBeNull();

    [Fact]
    public void A_browser_app_has_no_scheme_of_its_own() => UrlRules.OfRedirect("com.example.app:/callback", ApplicationType.Browser).ShouldNotBeNull();

    [Theory]
    [InlineData("https://app.example.com/launch")]
    [InlineData("https://app.example.com/launch?tenant=1")]
    [InlineData("http://localhost:3000/launch.html")]
    public void A_launch_address_may_be(string url) => UrlRules.OfLaunch(url).ShouldBeNull();

    [Theory]
    [InlineData("http://app.example.com/launch")]
    [InlineData("com.example.app:/launch")]
    [InlineData("javascript:alert(1)")]
    [InlineData("https://app.example.com/launch?launch=mine")]
    [InlineData("https://app.example.com/launch?a=b&iss=https://evil.example")]
    public void A_launch_address_may_not_be(string url) => UrlRules.OfLaunch(url).ShouldNotBeNull();

    [Theory]
    [InlineData("https://app.example.com/privacy", true)]
    [InlineData("http://app.example.com/privacy", false)]
    [InlineData("http://localhost/privacy", false)]
    [InlineData("data:image/png;base64,AAAA", false)]
    public void Pages_and_pictures_are_https_only(string url, bool fine) => (UrlRules.OfPage(url) is null).ShouldBe(fine);

    [Fact]
    public void An_address_has_a_longest_length() => UrlRules.OfPage("https://app.example.com/" + new string('a', UrlRules.MaxLength)).ShouldNotBeNull();
}
