using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;
using PlanApi.BuildingBlocks.Outbound;
using PlanApi.Identity.OAuth.ClientKeys;
using PlanApi.Identity.Tests.OAuth.ClientKeys;

namespace PlanApi.Identity.Tests.OAuth.Attacks;

/// <summary>Whoever may name an address to us tries to reach our own network with it (server-side request forgery).</summary>
public sealed class KeyAddressAttackTests(KeyAddressAttackTests.OutsideDevelopment host) : IClassFixture<KeyAddressAttackTests.OutsideDevelopment>
{
    [Theory]
    [InlineData("http://127.0.0.1:{port}/jwks")]
    [InlineData("https://127.0.0.1:{port}/jwks")]
    [InlineData("https://localhost:{port}/jwks")]
    [InlineData("https://2130706433:{port}/jwks")]
    [InlineData("https://0x7f.1:{port}/jwks")]
    [InlineData("https://[::1]:{port}/jwks")]
    [InlineData("https://[::ffff:127.0.0.1]:{port}/jwks")]
    [InlineData("https://0.0.0.0:{port}/jwks")]
    [InlineData("file:///etc/passwd")]
    public async Task Keys_at_an_address_of_this_machine_are_never_asked_for(string url)
    {
        using var key = SigningKey.Ec();
        using var listener = new System.Net.Sockets.TcpListener(IPAddress.IPv6Any, 0);
        listener.Server.DualMode = true;
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        var client = new AppClient(host, host.Apps.AddSigning(jwksUrl: url.Replace("{port}", $"{port}", StringComparison.Ordinal)), sandbox: false);

        var reply = await client.Post("/oauth/introspect", [("token", "x"), .. Asserting.Fields(key.Assertion(client))]);

        reply.ShouldFail("invalid_client");
        reply.Body.ToString().ShouldNotContain("public");
        listener.Pending().ShouldBeFalse();
    }

    [Fact]
    public async Task A_redirect_of_the_key_server_is_not_followed()
    {
        using var key = SigningKey.Ec();
        await using var inside = await KeyServer.Start(SigningKey.SetOf(key));
        await using var outside = await KeyServer.Start(null);
        outside.RedirectTo = inside.Url;
        using var fetch = FetchIn(Environments.Development);

        (await fetch.Get(outside.Url, default)).ShouldBeNull();

        (outside.Asked, inside.Asked).ShouldBe((1, 0));
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("")]
    [InlineData("huge")]
    public async Task A_key_server_that_answers_something_else_harms_nobody(string answer)
    {
        await using var server = await KeyServer.Start(answer is "huge" ? $"{{\"keys\":[],\"x\":\"{new string('x', 200_000)}\"}}" : answer);
        using var fetch = FetchIn(Environments.Development);

        var set = await fetch.Get(server.Url, default);

        (set?.Keys ?? []).ShouldBeEmpty();
    }

    private static KeySetFetch FetchIn(string environment) => new(OutboundGuard.For(new HostingEnvironment { EnvironmentName = environment }), NullLogger<KeySetFetch>.Instance);

    /// <summary>A host that fetches keys as it does in production.</summary>
    public sealed class OutsideDevelopment : OAuthHost
    {
        protected override void ConfigureServices(IServiceCollection services)
        {
            base.ConfigureServices(services);
            services.AddSingleton(FetchIn(Environments.Production));
        }
    }
}
