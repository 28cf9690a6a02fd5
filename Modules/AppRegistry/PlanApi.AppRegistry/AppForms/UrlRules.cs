using PlanApi.AppRegistry.Contracts;

namespace PlanApi.AppRegistry.AppForms;

/// <summary>Which addresses an app may declare. Each rule answers what is wrong, in words for the vendor, or null.</summary>
internal static class UrlRules
{
    public const int MaxLength = 2000;

    /// <summary>What RFC 3986 allows in an address as it is written; anything else must be percent-encoded.</summary>
    private const string Punctuation = "-._~:/?#[]@!$&'()*+,;=%";

    /// <summary>A page or picture that people open: https only.</summary>
    public static string? OfPage(string url) => Malformed(url, out var uri) ?? (uri!.Scheme == Uri.UriSchemeHttps ? null : "Enter an address that starts with https://");

    /// <summary>Where a portal opens the app (SMART App Launch 2.2, EHR launch): https, or http on the developer's own machine.</summary>
    public static string? OfLaunch(string url) => Malformed(url, out var uri) ?? (IsWeb(uri!) ? NoLaunchParameters(uri!) : WebOnly(uri!));

    /// <summary>Where an app's public keys are fetched: https, or http on the developer's own machine.</summary>
    public static string? OfKeys(string url) => Malformed(url, out var uri) ?? (IsWeb(uri!) ? null : WebOnly(uri!));

    /// <summary>Where the authorization server sends the browser back (RFC 6749, 3.1.2; RFC 8252, 7). It is compared character by character.</summary>
    public static string? OfRedirect(string url, ApplicationType type) => Malformed(url, out var uri) switch
    {
        { } problem => problem,
        null when IsWeb(uri!) => null,
        null when !uri!.Scheme.Contains('.', StringComparison.Ordinal) => WebOnly(uri),
        null when type != ApplicationType.Native => "Only a native app may use a scheme of its own: choose the application type Native, or use https://",
        null => null,
    };

    private static string? Malformed(string url, out Uri? uri)
    {
        uri = null;
        return url switch
        {
            { Length: > MaxLength } => $"Use at most {MaxLength} characters",
            _ when !url.All(static c => char.IsAsciiLetterOrDigit(c) || Punctuation.Contains(c, StringComparison.Ordinal)) =>
                "Use only the characters of a web address: no spaces, quotes or backslashes, and letters beyond ASCII encoded",
            _ when url.Contains('#', StringComparison.Ordinal) => "Leave out the part from # on: fragments are not allowed",
            _ when !url.Contains(':', StringComparison.Ordinal) || !Uri.TryCreate(url, UriKind.Absolute, out uri) || url.StartsWith('/') => "Enter a whole address, such as https://app.example.com/page",
            _ when uri!.UserInfo.Length > 0 => "Leave out the user name before the @",
            _ when uri.Host.Contains('*', StringComparison.Ordinal) => "Write the host in full: * is not a wildcard here",
            _ when uri.Scheme == Uri.UriSchemeHttps && uri.Host.Length == 0 => "Enter a whole address, such as https://app.example.com/page",
            _ => null,
        };
    }

    private static bool IsWeb(Uri uri) => uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && Loopback.Is(uri));

    private static string WebOnly(Uri uri) => uri.Scheme == Uri.UriSchemeHttp
        ? "Use https://. Plain http:// works only for your own machine (localhost, 127.0.0.1 or [::1])"
        : $"Addresses that start with {uri.Scheme}: are not allowed. Use https://";

    private static string? NoLaunchParameters(Uri uri) =>
        uri.Query.TrimStart('?').Split('&').Any(static p => p.Split('=')[0] is "iss" or "launch") ? "Leave out iss and launch: they are added when the app is opened" : null;
}
