using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Net;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Tokens;

namespace PlanApi.Identity.OAuth.ClientKeys;

/// <summary>A JWK Set as its owner publishes it.</summary>
/// <param name="MaxAge">How long its owner lets it be kept; null when nothing is said (SMART App Launch 2.2: never longer than that).</param>
internal sealed record FetchedKeySet(IReadOnlyList<JsonWebKey> Keys, TimeSpan? MaxAge);

/// <summary>
/// Fetches JWK Sets from addresses that vendors declare. Whoever can choose an address must not reach our own network with it: https only, no
/// redirects, no proxy, every address that the name leads to must be public at the moment of connecting, and size and time are limited.
/// In Development plain http and any address are taken.
/// </summary>
internal sealed partial class KeySetFetch : IDisposable
{
    private const int MaxBytes = 64 * 1024;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private readonly HttpClient _http;
    private readonly bool _development;
    private readonly ILogger<KeySetFetch> _logger;

    public KeySetFetch(IHostEnvironment environment, ILogger<KeySetFetch> logger)
    {
        _development = environment.IsDevelopment();
        _logger = logger;
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false, UseCookies = false, ConnectCallback = Connect };
        _http = new HttpClient(handler) { Timeout = Patience, MaxResponseContentBufferSize = MaxBytes };
        _http.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
    }

    /// <summary>Null when the address is refused, does not answer in time and size, or answers no JWK Set.</summary>
    public async Task<FetchedKeySet?> Get(string url, CancellationToken ct)
    {
        try
        {
            var address = new Uri(url);
            if (address.Scheme != Uri.UriSchemeHttps && !_development)
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

    /// <summary>Connects to the very addresses that were looked at: a second look-up could lead elsewhere (DNS rebinding).</summary>
    private async ValueTask<Stream> Connect(SocketsHttpConnectionContext context, CancellationToken ct)
    {
        var addresses = await Dns.GetHostAddressesAsync(context.DnsEndPoint.Host, ct);
        if (!_development && !addresses.All(PublicAddresses.Contain))
        {
            throw new HttpRequestException("The address is not public.");
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, context.DnsEndPoint.Port, ct);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    [LoggerMessage(LogLevel.Warning, "The keys of an app at {Url} were not fetched: {Reason}")]
    private partial void NotFetched(string url, string reason);
}
