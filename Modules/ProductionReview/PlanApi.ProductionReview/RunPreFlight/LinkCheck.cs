using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
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

/// <summary>
/// Asks whether a vendor's link answers, as far as <see cref="OutboundGuard"/> lets it, at each redirect anew. What is told to the vendor says nothing
/// of our own network: a name that it knows and one that nobody knows are told alike.
/// </summary>
internal sealed class LinkCheck : IDisposable
{
    private const int MaxRedirects = 5;
    private const int MaxHeaderKilobytes = 16;
    private const int MaxShown = 200;
    private readonly OutboundGuard _guard;
    private readonly TimeSpan _patience;
    private readonly HttpClient _http;

    public LinkCheck(OutboundGuard guard) : this(guard, TimeSpan.FromSeconds(10)) { }

    /// <param name="patience">How long a link may take, all its redirects together.</param>
    public LinkCheck(OutboundGuard guard, TimeSpan patience)
    {
        (_guard, _patience) = (guard, patience);
        var handler = guard.NewHandler();
        // Only the head of an answer is read: a body may be as long as it likes.
        (handler.MaxResponseHeadersLength, handler.MaxResponseDrainSize) = (MaxHeaderKilobytes, 0);
        _http = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
        _http.DefaultRequestHeaders.UserAgent.ParseAdd("PlanApi-LinkCheck");
    }

    public async Task<Point> Check(AppLink link, CancellationToken ct)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(_patience);
        try
        {
            return await Follow(link, patience.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return Wanting(link, $"No answer within {_patience.TotalSeconds:0.#} seconds");
        }
        catch (Exception e) when (e is HttpRequestException or IOException or UriFormatException)
        {
            return Wanting(link, WhyNot(e));
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task<Point> Follow(AppLink link, CancellationToken ct)
    {
        if (!Uri.TryCreate(link.Url, UriKind.Absolute, out var address))
        {
            return Wanting(link, "It is no whole web address");
        }

        for (var redirects = 0; redirects <= MaxRedirects; redirects++)
        {
            var after = redirects == 0 ? "" : $", redirected to {Shown(address)}";
            if (!_guard.TakesScheme(address))
            {
                return Wanting(link, $"It does not start with https://{after}");
            }

            using var response = await _http.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, ct);
            if (response.StatusCode is not (HttpStatusCode.Moved or HttpStatusCode.Found or HttpStatusCode.SeeOther or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect)
                || response.Headers.Location is not { } location)
            {
                var type = response.Content.Headers.ContentType?.MediaType;
                return new(link.Title, link.IsAnswer(response) ? PointOutcome.Fine : PointOutcome.Wanting, $"Answered {(int)response.StatusCode}{(type is null ? "" : $" with {type}")}{after}");
            }

            address = new Uri(address, location);
        }

        return Wanting(link, $"Redirects more than {MaxRedirects} times");
    }

    private static string WhyNot(Exception e) => e switch
    {
        UriFormatException => "It redirects to something that is no web address",
        _ when Has<NotPublicException>(e) is not null || Has<SocketException>(e)?.SocketErrorCode is SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain or SocketError.NoRecovery =>
            "Its name leads to no public address",
        _ when Has<AuthenticationException>(e) is not null => "It has no valid certificate",
        _ => "Nobody answers there",
    };

    private static T? Has<T>(Exception e) where T : Exception => e as T ?? (e.InnerException is { } inner ? Has<T>(inner) : null);

    private static Point Wanting(AppLink link, string evidence) => new(link.Title, PointOutcome.Wanting, evidence);

    private static string Shown(Uri address) => address.AbsoluteUri is { Length: > MaxShown } text ? $"{text[..MaxShown]}…" : address.AbsoluteUri;
}
