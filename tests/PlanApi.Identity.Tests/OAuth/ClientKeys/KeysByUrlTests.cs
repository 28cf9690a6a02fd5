using System.Net;

namespace PlanApi.Identity.Tests.OAuth.ClientKeys;

/// <summary>Keys at an address of the app's maker, who replaces them without telling us. Each test has a host, because it moves the clock.</summary>
public sealed class KeysByUrlTests(OAuthHost host) : IClassFixture<OAuthHost>
{
    [Fact]
    public async Task A_new_key_is_taken_at_once_and_an_old_one_until_what_was_fetched_is_no_longer_kept()
    {
        using var first = SigningKey.Ec("first");
        using var second = SigningKey.Ec("second");
        await using var server = await KeyServer.Start(SigningKey.SetOf(first));
        var client = Client(server);
        (await Knock(client, first)).ShouldBe(HttpStatusCode.OK);
        (await Knock(client, first)).ShouldBe(HttpStatusCode.OK);
        server.Asked.ShouldBe(1);
        server.Jwks = SigningKey.SetOf(second);

        host.Clock.Advance(TimeSpan.FromMinutes(2));
        (await Knock(client, first)).ShouldBe(HttpStatusCode.OK);
        (await Knock(client, second)).ShouldBe(HttpStatusCode.OK);

        (await Knock(client, first)).ShouldBe(HttpStatusCode.Unauthorized);
        server.Asked.ShouldBe(2);
    }

    [Fact]
    public async Task Unknown_keys_do_not_have_the_server_asked_over_and_over()
    {
        using var known = SigningKey.Ec("known");
        using var unknown = SigningKey.Ec("unknown");
        await using var server = await KeyServer.Start(SigningKey.SetOf(known));
        var client = Client(server);
        await Knock(client, known);

        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Knock(client, unknown)));
        server.Asked.ShouldBe(1);

        host.Clock.Advance(TimeSpan.FromSeconds(61));
        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Knock(client, unknown)));
        server.Asked.ShouldBe(2);
    }

    [Theory]
    [InlineData(null, 290, 1)]
    [InlineData(null, 301, 2)]
    [InlineData("max-age=60", 59, 1)]
    [InlineData("max-age=60", 61, 2)]
    [InlineData("no-store", 0, 2)]
    [InlineData("max-age=999999", 3601, 2)]
    public async Task Keys_are_kept_no_longer_than_their_owner_says(string? cacheControl, int seconds, int asked)
    {
        using var key = SigningKey.Ec();
        await using var server = await KeyServer.Start(SigningKey.SetOf(key));
        server.CacheControl = cacheControl;
        var client = Client(server);
        await Knock(client, key);

        host.Clock.Advance(TimeSpan.FromSeconds(seconds));
        (await Knock(client, key)).ShouldBe(HttpStatusCode.OK);

        server.Asked.ShouldBe(asked);
    }

    [Fact]
    public async Task Known_keys_outlast_a_short_failure_and_a_server_that_comes_back_is_asked_again()
    {
        using var key = SigningKey.Ec("key");
        using var unknown = SigningKey.Ec("unknown");
        await using var server = await KeyServer.Start(SigningKey.SetOf(key));
        var client = Client(server);
        await Knock(client, key);
        server.Jwks = null;

        host.Clock.Advance(TimeSpan.FromMinutes(2));
        (await Knock(client, unknown)).ShouldBe(HttpStatusCode.Unauthorized);
        (await Knock(client, key)).ShouldBe(HttpStatusCode.OK);
        host.Clock.Advance(TimeSpan.FromMinutes(5));
        (await Knock(client, key)).ShouldBe(HttpStatusCode.Unauthorized);

        server.Jwks = SigningKey.SetOf(key);
        host.Clock.Advance(TimeSpan.FromSeconds(61));
        (await Knock(client, key)).ShouldBe(HttpStatusCode.OK);
    }

    private AppClient Client(KeyServer server) => new(host, host.Apps.AddSigning(jwksUrl: server.Url), sandbox: false);

    private static async Task<HttpStatusCode> Knock(AppClient client, SigningKey key) =>
        (await client.Post("/oauth/introspect", [("token", "x"), .. Asserting.Fields(key.Assertion(client))])).Status;
}
