namespace PlanApi.AppRegistry.Data;

internal static class AppName
{
    /// <summary>What names are compared by: case, and the spaces between words, do not make another name.</summary>
    public static string KeyOf(string name) => string.Join(' ', name.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).ToUpperInvariant();
}
