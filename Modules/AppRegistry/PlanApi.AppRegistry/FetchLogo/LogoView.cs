using PlanApi.AppRegistry.Data;

namespace PlanApi.AppRegistry.FetchLogo;

/// <param name="Declared">Whether the app names one.</param>
/// <param name="Folder">Where its pictures are; null when there is none.</param>
public sealed record LogoView(bool Declared, bool Running, DateTimeOffset? CheckedAt, string Problem, string? Folder)
{
    internal static LogoView Of(RegisteredApp app, DateTimeOffset now)
    {
        var logo = app.Logo is { } found && found.Url == app.Saved.LogoUrl ? found : null;
        return new(app.Saved.LogoUrl.Length > 0, logo?.IsRunning(now) is true, logo?.CheckedAt, logo?.Problem ?? "", app.ToContract().LogoFolder);
    }
}
