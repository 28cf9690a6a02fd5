namespace PlanApi.AppRegistry.Contracts;

/// <summary>A logo as we made it anew from a vendor's picture: square, in fixed sizes, PNG.</summary>
/// <param name="Hash">Of its content; another picture has another one.</param>
public sealed record LogoPicture(string Hash, byte[] Small, byte[] Large);

public interface ISandboxLogos
{
    /// <summary>Null when the app has another one by now, or none.</summary>
    Task<LogoPicture?> Find(string appId, string hash, CancellationToken ct);
}
