using System.Net;
using PlanApi.AppRegistry.Contracts;
using PlanApi.BuildingBlocks.Outbound;
using PlanApi.ProductionReview.Data;

namespace PlanApi.ProductionReview.RunPreFlight;

/// <summary>A web address that people, or we, open. Redirect URLs are none: they take codes.</summary>
/// <param name="IsAnswer">Which final answers are good.</param>
internal sealed record AppLink(string Title, string Url, Func<HttpResponseMessage, bool> IsAnswer)
{
    /// <summary>Those that are given.</summary>
    public static IReadOnlyList<AppLink> Of(AppDetails details) =>
    [
        .. new AppLink[]
        {
            new("Launch URL", details.LaunchUrl, TakesLaunches),
            new("Logo URL", details.LogoUrl, static r => r.IsSuccessStatusCode && r.Content.Headers.ContentType?.MediaType?.StartsWith("image/", StringComparison.OrdinalIgnoreCase) is true),
            new("Organization website", details.OrganizationWebsite, static r => r.IsSuccessStatusCode),
            new("Privacy policy URL", details.PrivacyPolicyUrl, static r => r.IsSuccessStatusCode),
            new("Security policy URL", details.SecurityPolicyUrl, static r => r.IsSuccessStatusCode),
            new("Terms of service URL", details.TermsOfServiceUrl, static r => r.IsSuccessStatusCode),
            new("JWK Set URL", details.JwksUrl, static r => r.IsSuccessStatusCode),
        }.Where(l => l.Url.Length > 0),
    ];

    /// <summary>Asked without a launch, an app may well say that this is a bad request.</summary>
    private static bool TakesLaunches(HttpResponseMessage response) =>
        response.StatusCode < HttpStatusCode.InternalServerError && response.StatusCode is not (HttpStatusCode.NotFound or HttpStatusCode.Gone);
}

/// <summary>Asks whether a vendor's link answers, and never reads what it says.</summary>
internal sealed class LinkCheck(OutboundGuard guard, TimeSpan patience) : IDisposable
{
    private readonly OutboundGet _outbound = new(guard, patience, "PlanApi-LinkCheck");

    public LinkCheck(OutboundGuard guard) : this(guard, TimeSpan.FromSeconds(10)) { }

    public Task<Point> Check(AppLink link, CancellationToken ct) =>
        _outbound.Get(link.Url, (response, after, _) => Task.FromResult(Answered(link, response, after)), why => new Point(link.Title, PointOutcome.Wanting, why), ct);

    public void Dispose() => _outbound.Dispose();

    private static Point Answered(AppLink link, HttpResponseMessage response, string after)
    {
        var type = response.Content.Headers.ContentType?.MediaType;
        return new(link.Title, link.IsAnswer(response) ? PointOutcome.Fine : PointOutcome.Wanting, $"Answered {(int)response.StatusCode}{(type is null ? "" : $" with {type}")}{after}");
    }
}
