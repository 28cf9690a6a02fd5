using System.Globalization;

namespace PlanApi.Host.Settings;

/// <summary>
/// The settings by the names that operators know them by, such as <c>PlanApi__PublicUrl</c>. What is empty is not given: compose and unit files pass variables on that nobody filled in.
/// </summary>
internal sealed class GivenSettings(IConfiguration configuration)
{
    public string? this[string name] => configuration[name.Replace("__", ":", StringComparison.Ordinal)] is { } text && !string.IsNullOrWhiteSpace(text) ? text : null;

    /// <exception cref="FormatException">It is no number, which <see cref="NotFromTo"/> would have told.</exception>
    public int Number(string name, int otherwise) => this[name] is { } text ? int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture) : otherwise;

    /// <exception cref="FormatException">It is neither, which <see cref="NeitherTrueNorFalse"/> would have told.</exception>
    public bool Is(string name, bool otherwise) => this[name] is { } text ? bool.Parse(text) : otherwise;

    /// <returns>A sentence for the operator, where the setting is given and no such number.</returns>
    public string? NotFromTo(string name, int least, int most) =>
        this[name] is not { } text || (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
            ? null
            : $"{name} must be a number from {least} to {most}.";

    /// <returns>A sentence for the operator, where the setting is given and neither of the two.</returns>
    public string? NeitherTrueNorFalse(string name) => this[name] is not { } text || bool.TryParse(text, out _) ? null : $"{name} must be true or false.";
}
