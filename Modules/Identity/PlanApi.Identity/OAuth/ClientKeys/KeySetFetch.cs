using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Tokens;
using PlanApi.BuildingBlocks.Outbound;

namespace PlanApi.Identity.OAuth.ClientKeys;

/// <summary>A JWK Set as its owner publishes it.</summary>
/// <param name="MaxAge">How long its owner lets it be kept; null when nothing is said (SMART App Launch 2.2: never longer than that).</param>
internal sealed record FetchedKeySet(IReadOnlyList<JsonWebKey> Keys, TimeSpan? MaxAge);

/// <summary>
/// Fetches JWK Sets from addresses that vendors declare, as far as <see cref="OutboundGuard"/> lets it: redirects are not followed, and size and time are limited.
/// </summary>
internal sealed partial class KeySetFetch : IDisposable
{
    private const int MaxBytes = 64 * 1024;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private readonly HttpClient _http;
    private readonly OutboundGuard _guard;
    private readonly ILogger<KeySetFetch> _logger;

    public KeySetFetch(OutboundGuard guard, ILogger<KeySetFetch> logger)
    {
        (_guard, _logger) = (guard, logger);
        _http = new HttpClient(guard.NewHandler()) { Timeout = Patience, MaxResponseContentBufferSize = MaxBytes };
        _http.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
    }

    /// <summary>Null when the address is refused, does not answer in time and size, or answers no JWK Set.</summary>
    public async Task<FetchedKeySet?> Get(string url, CancellationToken ct)
    {
        try
        {
            var address = new Uri(url);
            if (!_guard.TakesScheme(address))
            {
                throw new HttpRequestException("The address is not https.");
            }

            using var response = await _http.GetAsync(address, ct);
            if (response.StatusCode != HttpStatusCode.OK)
            {
                throw new HttpRequestException($"The answer was {(int)response.StatusCode}.");
            }

            return new FetchedKeySet(KeySets.Parse(await response.Content.ReadAsStringAsync(ct)), MaxAgeOf(response.Headers.CacheControl));
        }
        catch (Exception e) when (e is HttpRequestException or IOException or SocketException or FormatException || (e is OperationCanceledException && !ct.IsCancellationRequested))
        {
            NotFetched(url, e.Message);
            return null;
        }
    }

    public void Dispose() => _http.Dispose();

    private static TimeSpan? MaxAgeOf(CacheControlHeaderValue? cache) => cache is { NoStore: true } or { NoCache: true } ? TimeSpan.Zero : cache?.MaxAge;

    [LoggerMessage(LogLevel.Warning, "The keys of an app at {Url} were not fetched: {Reason}")]
    private partial void NotFetched(string url, string reason);
}
