using Microsoft.AspNetCore.Http;
using PlanApi.Identity.SignIn;

namespace PlanApi.Identity.ResetPassword;

/// <summary>The addresses of resetting a password, in every realm that has passwords of its own choosing.</summary>
internal static class ResetPaths
{
    public static readonly IReadOnlyList<string> All = [.. Door.All.Select(d => d.ResetPath).Distinct()];

    public static string SentOf(string resetPath) => $"{resetPath}/sent";

    public static string DoneOf(string resetPath) => $"{resetPath}/done";

    public static Door DoorAt(HttpContext http) => Door.All.First(d => http.Request.Path.StartsWithSegments(d.ResetPath, StringComparison.OrdinalIgnoreCase));
}
