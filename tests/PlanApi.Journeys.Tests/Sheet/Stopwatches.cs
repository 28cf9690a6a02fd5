using System.Diagnostics;
using System.Net;
using Microsoft.Playwright;

namespace PlanApi.Journeys.Tests.Sheet;

/// <summary>Asks for a page again and again over HTTP, as the person that sees it, and takes the time until its last byte is there.</summary>
internal sealed class Stopwatches : IDisposable
{
    private const int WarmUps = 5;
    private const int Rounds = 200;

    private readonly HttpClient _client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, AutomaticDecompression = DecompressionMethods.None });

    /// <returns>The times from the shortest; none where the page answers otherwise when it is asked once more.</returns>
    public async Task<IReadOnlyList<TimeSpan>> Ask(Uri address, IReadOnlyList<BrowserContextCookiesResult> cookies, int status)
    {
        var times = new List<TimeSpan>();
        for (var round = -WarmUps; round < Rounds; round++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            request.Headers.Add("Accept", "text/html");
            request.Headers.Add("Accept-Language", "en-US");
            request.Headers.Add("Accept-Encoding", "gzip, deflate, br");
            request.Headers.TryAddWithoutValidation("Cookie", string.Join("; ", cookies.Select(c => $"{c.Name}={c.Value}")));
            var start = Stopwatch.GetTimestamp();
            using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseContentRead);
            var time = Stopwatch.GetElapsedTime(start);
            if ((int)response.StatusCode != status)
            {
                return [];
            }

            if (round >= 0)
            {
                times.Add(time);
            }
        }

        return [.. times.Order()];
    }

    public void Dispose() => _client.Dispose();
}
