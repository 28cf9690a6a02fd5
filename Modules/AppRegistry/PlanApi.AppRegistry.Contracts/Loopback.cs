namespace PlanApi.AppRegistry.Contracts;

/// <summary>Addresses that lead to the very machine a browser runs on (RFC 8252, 7.3): good for development and for native apps.</summary>
public static class Loopback
{
    public static bool Is(string url) => Uri.TryCreate(url, UriKind.Absolute, out var uri) && Is(uri);

    public static bool Is(Uri uri) =>
        uri.IdnHost.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || uri.HostNameType is UriHostNameType.IPv4 && uri.IdnHost.StartsWith("127.", StringComparison.Ordinal)
        || uri.HostNameType is UriHostNameType.IPv6 && uri.IdnHost is "::1";
}
