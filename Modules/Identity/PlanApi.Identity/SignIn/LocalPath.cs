namespace PlanApi.Identity.SignIn;

/// <summary>Where to go after signing in: a path of this site, or nothing. Anything a browser might read as another site is nothing.</summary>
internal static class LocalPath
{
    private const int MaxLength = 8192;

    /// <returns>The path, or null: absent, absolute, <c>//host</c>, <c>/\host</c>, or with characters that browsers drop or turn.</returns>
    public static string? Of(string? url) =>
        url is ['/', ..] and not ['/', '/' or '\\', ..] && url.Length <= MaxLength && url.All(static c => c is > ' ' and < '\x7f' and not '\\') ? url : null;
}
