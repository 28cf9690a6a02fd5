using PlanApi.AppRegistry.Contracts;
using PlanApi.BuildingBlocks.Outbound;

namespace PlanApi.AppRegistry.FetchLogo;

/// <param name="Problem">Why there is no logo, in words for the vendor; empty when there is.</param>
internal sealed record FetchedLogo(LogoPicture? Logo, string Problem);

/// <summary>Fetches a logo from where its vendor has it, guarded and bounded, and makes our pictures of it.</summary>
internal sealed class LogoSource(OutboundGuard guard, TimeSpan patience) : IDisposable
{
    public const int MaxBytes = 1 << 20;
    private readonly OutboundGet _outbound = new(guard, patience, "PlanApi-Logo");

    public LogoSource(OutboundGuard guard) : this(guard, TimeSpan.FromSeconds(15)) { }

    public Task<FetchedLogo> Fetch(string url, CancellationToken ct) => _outbound.Get(url, Read, static why => new FetchedLogo(null, why), ct);

    public void Dispose() => _outbound.Dispose();

    private static async Task<FetchedLogo> Read(HttpResponseMessage response, string after, CancellationToken ct)
    {
        if (!response.IsSuccessStatusCode)
        {
            return new(null, $"It answered {(int)response.StatusCode}{after}");
        }

        return await Bounded(response, ct) is { } bytes ? LogoPictures.Make(bytes) : new(null, "The file is larger than 1 MB");
    }

    /// <summary>The body, whatever length it claims; null when it is too long.</summary>
    private static async Task<byte[]?> Bounded(HttpResponseMessage response, CancellationToken ct)
    {
        if (response.Content.Headers.ContentLength > MaxBytes)
        {
            return null;
        }

        await using var body = await response.Content.ReadAsStreamAsync(ct);
        var buffer = new byte[MaxBytes + 1];
        var length = await body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, ct);
        return length > MaxBytes ? null : buffer[..length];
    }
}
