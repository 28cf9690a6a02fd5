namespace PlanApi.AppRegistry.Data;

/// <summary>What became of an app's logo.</summary>
/// <param name="Url">The address that was asked.</param>
/// <param name="AskedAt">When somebody last wanted it fetched.</param>
/// <param name="Running">Asked for, and not done yet.</param>
internal sealed record LogoState(string Url, DateTimeOffset AskedAt, bool Running)
{
    /// <summary>After this long without an end it may be asked for again: whatever held it up, nobody waits for ever.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <summary>When it was last looked at; null when it never was.</summary>
    public DateTimeOffset? CheckedAt { get; init; }

    /// <summary>Why the last look gave no picture, in words for the vendor; empty when it did.</summary>
    public string Problem { get; init; } = "";

    /// <summary>Of the picture there is; empty for none.</summary>
    public string Hash { get; init; } = "";

    public bool IsRunning(DateTimeOffset now) => Running && now < AskedAt + Patience;
}

/// <summary>The pictures made of a logo.</summary>
/// <param name="Id">The app and the hash of the large picture.</param>
internal sealed record StoredLogo(string Id, string AppId, string Hash, byte[] Small, byte[] Large)
{
    public static string IdOf(string appId, string hash) => $"{appId}-{hash}";
}

/// <summary>A logo is to be fetched.</summary>
internal sealed record LogoAsked(string AppId);
