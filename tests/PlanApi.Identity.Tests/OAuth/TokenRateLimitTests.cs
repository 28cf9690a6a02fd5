using System.Net;
using Microsoft.AspNetCore.Hosting;

namespace PlanApi.Identity.Tests.OAuth;

public sealed class TokenRateLimitTests(TokenRateLimitTests.StrictHost host) : IClassFixture<TokenRateLimitTests.StrictHost>
{
    [Fact]
    public async Task Whoever_tries_secrets_over_and_over_is_slowed_down_at_every_door_that_checks_them()
    {
        var client = new AppClient(host, host.Apps.Add("org-1", confidential: true) with { Secret = "wrong" }, sandbox: false);

        (await client.Redeem("made-up")).ShouldFail("invalid_client");
        (await client.Introspect("made-up")).ShouldFail("invalid_client");
        (await client.Revoke("made-up")).ShouldFail("invalid_client");

        var tooMany = await client.Redeem("made-up");
        tooMany.Status.ShouldBe(HttpStatusCode.TooManyRequests);
        tooMany.Response.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromMinutes(1));
        (await client.Introspect("made-up")).Status.ShouldBe(HttpStatusCode.TooManyRequests);
        (await client.Revoke("made-up")).Status.ShouldBe(HttpStatusCode.TooManyRequests);
    }

    public sealed class StrictHost : OAuthHost
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.UseSetting("PlanApi:RateLimits:Token", "3");
        }
    }
}
