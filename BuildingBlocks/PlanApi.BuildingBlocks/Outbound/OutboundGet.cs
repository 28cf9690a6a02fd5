using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;

namespace PlanApi.BuildingBlocks.Outbound;

/// <summary>
/// Asks an address that somebody else chose, as far as <see cref="OutboundGuard"/> lets it, at each redirect anew. What is told of a failure says nothing
/// of our own network: a name that it knows and one that nobody knows are told alike.
/// </summary>
public sealed class OutboundGet : IDisposable
{
    private const int MaxRedirects = 5;
    private const int MaxHeaderKilobytes = 16;
    private const int MaxShown = 200;
    private readonly OutboundGuard _guard;
    private readonly TimeSpan _patience;
    private readonly HttpClient _http;

    /// <param name="patience">How long an answer may take, all redirects and what is read of it together.</param>
    /// <param name="agent">What we call ourselves.</param>
    public OutboundGet(OutboundGuard guard, TimeSpan patience, string agent)
    {
        (_guard, _patience) = (guard, patience);
        var handler = guard.NewHandler();
        // Nothing of a body is read but what the caller reads: it may be as long as it likes.
        (handler.MaxResponseHeadersLength, handler.MaxResponseDrainSize) = (MaxHeaderKilobytes, 0);
        _http = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
        _http.DefaultRequestHeaders.UserAgent.ParseAdd(agent);
    }

    /// <param name="read">What to make of the final answer, whose head alone has arrived. The text says where it was redirected to; it is empty where it was not.</param>
    /// <param name="whyNot">What to make of no answer: told why, in words for whoever chose the address.</param>
    public async Task<T> Get<T>(string url, Func<HttpResponseMessage, string, CancellationToken, Task<T>> read, Func<string, T> whyNot, CancellationToken ct)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(_patience);
        try
        {
            return await Follow(url, read, whyNot, patience.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return whyNot($"No answer within {_patience.TotalSeconds:0.#} seconds");
        }
        catch (Exception e) when (e is HttpRequestException or IOException or UriFormatException)
        {
            return whyNot(Why(e));
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task<T> Follow<T>(string url, Func<HttpResponseMessage, string, CancellationToken, Task<T>> read, Func<string, T> whyNot, CancellationToken ct)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var address))
        {
            return whyNot("It is no whole web address");
        }

        for (var redirects = 0; redirects <= MaxRedirects; redirects++)
        {
            var after = redirects == 0 ? "" : $", redirected to {Shown(address)}";
            if (!_guard.TakesScheme(address))
            {
                return whyNot($"It does not start with https://{after}");
            }

            using var response = await _http.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, ct);
            if (response.StatusCode is not (HttpStatusCode.Moved or HttpStatusCode.Found or HttpStatusCode.SeeOther or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect)
                || response.Headers.Location is not { } location)
            {
                return await read(response, after, ct);
            }

            address = new Uri(address, location);
        }

        return whyNot($"Redirects more than {MaxRedirects} times");
    }

    private static string Why(Exception e) => e switch
    {
        UriFormatException => "It redirects to something that is no web address",
        _ when Has<NotPublicException>(e) is not null || Has<SocketException>(e)?.SocketErrorCode is SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain or SocketError.NoRecovery =>
            "Its name leads to no public address",
        _ when Has<AuthenticationException>(e) is not null => "It has no valid certificate",
        _ => "Nobody answers there",
    };

    private static T? Has<T>(Exception e) where T : Exception => e as T ?? (e.InnerException is { } inner ? Has<T>(inner) : null);

    private static string Shown(Uri address) => address.AbsoluteUri is { Length: > MaxShown } text ? $"{text[..MaxShown]}…" : address.AbsoluteUri;
}
