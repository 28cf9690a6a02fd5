using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;
using PlanApi.AppRegistry.Contracts;
using PlanApi.BuildingBlocks.Outbound;
using PlanApi.ProductionReview.Data;
using PlanApi.ProductionReview.RunPreFlight;
using PlanApi.TestKit;

namespace PlanApi.ProductionReview.Tests.RunPreFlight;

/// <summary>Links are asked with the guard in force; for these tests 127.0.0.2 counts as public, and nothing else does.</summary>
public sealed class LinkCheckTests
{
    private static readonly OutboundGuard Guard = new(plainHttp: true, address => address.Equals(WebServer.Public));

    [Theory]
    [InlineData("Privacy policy URL", 200, "text/html", "Fine", "Answered 200 with text/html")]
    [InlineData("Privacy policy URL", 204, null, "Fine", "Answered 204")]
    [InlineData("Privacy policy URL", 404, "text/html", "Wanting", "Answered 404 with text/html")]
    [InlineData("Organization website", 500, null, "Wanting", "Answered 500")]
    [InlineData("Terms of service URL", 304, null, "Wanting", "Answered 304")]
    [InlineData("Logo URL", 200, "image/png", "Fine", "Answered 200 with image/png")]
    [InlineData("Logo URL", 200, "text/html", "Wanting", "Answered 200 with text/html")]
    [InlineData("Launch URL", 400, "text/html", "Fine", "Answered 400 with text/html")]
    [InlineData("Launch URL", 404, "text/html", "Wanting", "Answered 404 with text/html")]
    [InlineData("Launch URL", 503, "text/html", "Wanting", "Answered 503 with text/html")]
    public async Task An_answer_is_told_with_its_status_and_type(string title, int status, string? type, string outcome, string evidence)
    {
        await using var server = await WebServer.Start(http => Answer(http, status, type));

        (await Check(title, server.Url)).ShouldBe(new(title, Enum.Parse<PointOutcome>(outcome), evidence));
    }

    [Theory]
    [InlineData(5, true)]
    [InlineData(6, false)]
    public async Task At_most_five_redirects_are_followed(int redirects, bool fine)
    {
        await using var server = await WebServer.Start(http =>
        {
            var left = int.Parse(http.Request.Path.Value![1..]);
            if (left == 0) return Answer(http, 200, "text/html");
            http.Response.Redirect($"/{left - 1}");
            return Task.CompletedTask;
        });

        var point = await Check("Privacy policy URL", $"{server.Url}/{redirects}");

        point.Evidence.ShouldBe(fine ? $"Answered 200 with text/html, redirected to {server.Url}/0" : "Redirects more than 5 times");
        server.Asked.ShouldBe(6);
    }

    [Fact]
    public async Task A_redirect_into_our_own_network_is_not_followed()
    {
        await using var inside = await WebServer.Start(http => Answer(http, 200, "text/html"), inside: true);
        await using var outside = await WebServer.Start(http =>
        {
            http.Response.Redirect(inside.Url);
            return Task.CompletedTask;
        });

        var point = await Check("Privacy policy URL", outside.Url);

        (point.Outcome, point.Evidence).ShouldBe((PointOutcome.Wanting, "Its name leads to no public address"));
        (outside.Asked, inside.Asked).ShouldBe((1, 0));
    }

    [Theory]
    [InlineData("ftp://example.com/")]
    [InlineData("file:///etc/passwd")]
    public async Task A_redirect_to_another_scheme_is_not_followed(string location)
    {
        await using var outside = await WebServer.Start(http =>
        {
            http.Response.Redirect(location);
            return Task.CompletedTask;
        });

        (await Check("Privacy policy URL", outside.Url)).Evidence.ShouldBe($"It does not start with https://, redirected to {location}");
    }

    [Theory]
    [InlineData("https://127.0.0.1:{port}/"), InlineData("https://localhost:{port}/"), InlineData("https://2130706433:{port}/"), InlineData("https://0x7f.1:{port}/")]
    [InlineData("https://[::1]:{port}/"), InlineData("https://[::ffff:127.0.0.1]:{port}/"), InlineData("https://0.0.0.0:{port}/"), InlineData("http://127.0.0.1:{port}/")]
    public async Task In_production_no_address_of_this_machine_is_connected_to(string url)
    {
        using var listener = new TcpListener(IPAddress.IPv6Any, 0);
        listener.Server.DualMode = true;
        listener.Start();
        using var check = new LinkCheck(new OutboundGuard(plainHttp: false, PublicAddresses.Contain));

        var point = await check.Check(Link("Privacy policy URL", url.Replace("{port}", $"{((IPEndPoint)listener.LocalEndpoint).Port}", StringComparison.Ordinal)), default);

        point.Evidence.ShouldBe(url.StartsWith("https", StringComparison.Ordinal) ? "Its name leads to no public address" : "It does not start with https://");
        listener.Pending().ShouldBeFalse();
    }

    [Fact]
    public async Task A_server_that_never_answers_is_given_up()
    {
        await using var server = await WebServer.Start(http => Task.Delay(Timeout.Infinite, http.RequestAborted));
        using var check = new LinkCheck(Guard, TimeSpan.FromMilliseconds(200));

        (await check.Check(Link("Privacy policy URL", server.Url), default)).Evidence.ShouldBe("No answer within 0.2 seconds");
    }

    [Fact]
    public async Task Of_an_answer_without_end_the_head_is_read_and_the_connection_closed()
    {
        var left = new TaskCompletionSource();
        await using var server = await WebServer.Start(async http =>
        {
            http.Response.ContentType = "text/html";
            http.RequestAborted.Register(left.SetResult);
            while (!http.RequestAborted.IsCancellationRequested)
            {
                await http.Response.Body.WriteAsync(new byte[64 * 1024]);
            }
        });

        (await Check("Privacy policy URL", server.Url)).Outcome.ShouldBe(PointOutcome.Fine);

        await left.Task.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task A_head_that_is_too_long_is_no_answer()
    {
        await using var server = await WebServer.Start(http =>
        {
            http.Response.Headers["X-Long"] = new string('x', 20_000);
            return Answer(http, 200, "text/html");
        });

        (await Check("Privacy policy URL", server.Url)).Evidence.ShouldBe("Nobody answers there");
    }

    [Fact]
    public async Task Where_nobody_listens_or_no_certificate_is_shown_it_is_told()
    {
        await using var plain = await WebServer.Start(http => Answer(http, 200, "text/html"));
        var gone = await WebServer.Start(http => Answer(http, 200, "text/html"));
        var url = gone.Url;
        await gone.DisposeAsync();

        (await Check("Privacy policy URL", plain.Url.Replace("http:", "https:", StringComparison.Ordinal))).Evidence.ShouldBe("It has no valid certificate");
        (await Check("Privacy policy URL", url)).Evidence.ShouldBe("Nobody answers there");
        (await Check("Privacy policy URL", "https://no-such-host.invalid/")).Evidence.ShouldBe("Its name leads to no public address");
    }

    private static Task Answer(HttpContext http, int status, string? type)
    {
        (http.Response.StatusCode, http.Response.ContentType) = (status, type);
        return Task.CompletedTask;
    }

    private static async Task<Point> Check(string title, string url)
    {
        using var check = new LinkCheck(Guard);
        return await check.Check(Link(title, url), default);
    }

    private static AppLink Link(string title, string url) => AppLink.Of(new AppDetails("", default, [], url, url, "", url, url, url, url, "", "", default)).Single(l => l.Title == title);
}
