using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using MongoDB.Bson;
using MongoDB.Driver;
using PlanApi.AppRegistry.Contracts;
using PlanApi.TestKit;

namespace PlanApi.AppRegistry.Tests.RegisterApp;

/// <summary>Apps that prove themselves with a private key: their public keys are declared, or where to find them.</summary>
public sealed class PrivateKeyTests(AppsHost host) : IClassFixture<AppsHost>
{
    private const string Url = "https://pillbox.example/jwks.json";

    private static readonly (string, string) WithKey = ("oAuthType", nameof(ClientOAuthType.AuthorizationCodePrivateKey));

    private ISandboxApps Apps => host.Services.GetRequiredService<ISandboxApps>();

    [Fact]
    public async Task Keys_by_URL_are_saved_and_shown_and_can_be_edited_to_keys_of_its_own()
    {
        var vendor = await host.Vendor();
        var id = await vendor.Register(AppForm.Valid().With(WithKey, ("jwksUrl", Url)));

        var page = await vendor.Browser.Open(AppRegistryPaths.App(id));
        await vendor.Edit(id, ("jwksUrl", ""), ("jwks", SetOf(Rsa())));

        page.QuerySelectorAll("dt").First(d => d.TextContent == "Client OAuth Type").NextElementSibling!.TextContent.ShouldBe("Authorization Code + Private Key");
        page.QuerySelectorAll("dt").First(d => d.TextContent == "JWK Set URL").NextElementSibling!.TextContent.ShouldBe(Url);
        var details = (await Apps.Find(id, default)).ShouldNotBeNull().Details;
        (details.OAuthType, details.JwksUrl).ShouldBe((ClientOAuthType.AuthorizationCodePrivateKey, ""));
        details.Jwks.ShouldStartWith("{\"keys\":");
        var form = await vendor.Browser.Open(AppRegistryPaths.Edit(id));
        form.QuerySelector("#jwks")!.TextContent.ShouldBe(details.Jwks);
        form.QuerySelector("main form")!.TextContent.ShouldContain("Save the new set here whenever your keys change.");
    }

    [Fact]
    public async Task An_app_saved_before_keys_were_asked_for_has_none()
    {
        var vendor = await host.Vendor();
        var id = await vendor.Register(AppForm.Valid("Old Hand"));
        var unset = Builders<BsonDocument>.Update.Unset("details.jwksUrl").Unset("details.jwks");
        (await host.Database.GetCollection<BsonDocument>("appRegistry.apps").UpdateOneAsync(Builders<BsonDocument>.Filter.Eq("_id", id), unset)).ModifiedCount.ShouldBe(1);

        var details = (await Apps.Find(id, default)).ShouldNotBeNull().Details;

        (details.Name, details.JwksUrl, details.Jwks).ShouldBe(("Old Hand", "", ""));
    }

    [Theory]
    [InlineData(ClientOAuthType.AuthorizationCodeSecret, true)]
    [InlineData(ClientOAuthType.AuthorizationCodePkce, false)]
    [InlineData(ClientOAuthType.AuthorizationCodePrivateKey, false)]
    public async Task The_page_says_where_the_secret_is_of_no_use(ClientOAuthType type, bool takesSecret)
    {
        var vendor = await host.Vendor();
        var id = await vendor.Register(AppForm.Valid($"Secret {type}").With(("oAuthType", $"{type}"), ("jwksUrl", Url)));

        var page = await vendor.Browser.Open(AppRegistryPaths.App(id));

        page.QuerySelector("[aria-labelledby=credentials]")!.TextContent.Contains("a token request that carries the secret is refused", StringComparison.Ordinal).ShouldBe(!takesSecret);
    }

    [Fact]
    public async Task An_app_that_turns_to_another_way_keeps_no_keys()
    {
        var vendor = await host.Vendor();
        var id = await vendor.Register(AppForm.Valid().With(WithKey, ("jwksUrl", Url)));

        await vendor.Edit(id, ("oAuthType", nameof(ClientOAuthType.AuthorizationCodePkce)));

        (await Apps.Find(id, default)).ShouldNotBeNull().Details.JwksUrl.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("", "", "jwksUrl", "Enter the URL of the JWK Set, or the JWK Set itself: one of the two")]
    [InlineData(Url, "good", "jwksUrl", "Enter the URL of the JWK Set, or the JWK Set itself: one of the two")]
    [InlineData("http://pillbox.example/jwks", "", "jwksUrl", "Use https://. Plain http:// works only for your own machine (localhost, 127.0.0.1 or [::1])")]
    [InlineData("file:///etc/passwd", "", "jwksUrl", "Addresses that start with file: are not allowed. Use https://")]
    [InlineData("https://user@pillbox.example/jwks", "", "jwksUrl", "Leave out the user name before the @")]
    [InlineData("", "no json", "jwks", "Enter a JWK Set in JSON")]
    [InlineData("", "[]", "jwks", "Enter a JWK Set: an object with the array \"keys\"")]
    [InlineData("", "{\"keys\":[]}", "jwks", "The JWK Set must hold at least one key and at most 10")]
    [InlineData("", "{\"keys\":[1]}", "jwks", "Each key of the JWK Set must be an object")]
    [InlineData("", "private", "jwks", "Leave out private keys, and replace the one that was entered here: it is no longer secret")]
    [InlineData("", "symmetric", "jwks", "Leave out private keys, and replace the one that was entered here: it is no longer secret")]
    [InlineData("", "twice", "jwks", "Give each key a \"kid\" of its own")]
    [InlineData("", "nameless", "jwks", "Give each key a \"kid\" of its own")]
    [InlineData("", "weak", "jwks", "Use RSA keys of at least 2048 bits, or EC keys on the curve P-384")]
    [InlineData("", "P-256", "jwks", "Use RSA keys of at least 2048 bits, or EC keys on the curve P-384")]
    public async Task A_mistake_about_keys_is_told_beside_its_field_and_what_was_typed_stays(string url, string jwks, string field, string message)
    {
        var vendor = await host.Vendor();
        var typed = jwks switch
        {
            "good" => SetOf(Rsa()),
            "private" => SetOf(Rsa().With(("d", "AQAB"))),
            "symmetric" => SetOf(new Dictionary<string, string> { ["kty"] = "oct", ["k"] = "AQAB", ["kid"] = "1" }),
            "twice" => SetOf(Rsa(), Rsa()),
            "nameless" => SetOf(Rsa().With(("kid", ""))),
            "weak" => SetOf(Rsa(1024)),
            "P-256" => SetOf(new Dictionary<string, string> { ["kty"] = "EC", ["crv"] = "P-256", ["x"] = new string('A', 43), ["y"] = new string('A', 43), ["kid"] = "1" }),
            _ => jwks,
        };

        var response = await vendor.Browser.Submit(AppRegistryPaths.New, AppForm.Valid().With(WithKey, ("jwksUrl", url), ("jwks", typed)));

        response.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var page = await response.Document();
        page.ErrorOf(field).ShouldBe(message);
        page.QuerySelector(".error-summary a")!.GetAttribute("href").ShouldBe($"#{field}");
        page.QuerySelector("#jwksUrl")!.GetAttribute("value").ShouldBe(url);
        page.QuerySelector("#jwks")!.TextContent.ShouldBe(typed);
    }

    [Fact]
    public async Task An_EC_key_is_fine_too_and_fields_that_do_not_count_are_not_looked_at()
    {
        var vendor = await host.Vendor();
        using var ec = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        var point = ec.ExportParameters(false).Q;
        var key = new Dictionary<string, string> { ["kty"] = "EC", ["crv"] = "P-384", ["kid"] = "ec", ["x"] = Base64Url.EncodeToString(point.X), ["y"] = Base64Url.EncodeToString(point.Y) };

        await vendor.Register(AppForm.Valid("With a Key").With(WithKey, ("jwks", SetOf(key))));
        var other = await vendor.Register(AppForm.Valid("Without").With(("jwks", "no json"), ("jwksUrl", "nonsense")));

        (await Apps.Find(other, default)).ShouldNotBeNull().Details.Jwks.ShouldBeEmpty();
    }

    private static Dictionary<string, string> Rsa(int bits = 2048)
    {
        using var rsa = RSA.Create(bits);
        var key = rsa.ExportParameters(false);
        return new() { ["kty"] = "RSA", ["kid"] = "rsa", ["n"] = Base64Url.EncodeToString(key.Modulus), ["e"] = Base64Url.EncodeToString(key.Exponent) };
    }

    private static string SetOf(params Dictionary<string, string>[] keys) => JsonSerializer.Serialize(new { keys });
}

internal static class Jwks
{
    public static Dictionary<string, string> With(this Dictionary<string, string> key, (string Name, string Value) change) => new(key) { [change.Name] = change.Value };
}
