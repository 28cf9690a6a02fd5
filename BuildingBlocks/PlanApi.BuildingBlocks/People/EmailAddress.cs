using System.Text.RegularExpressions;

namespace PlanApi.BuildingBlocks.People;

/// <summary>What we take for an e-mail address, and when two are the same one.</summary>
public static partial class EmailAddress
{
    /// <summary>Longest address that a mail server takes (RFC 5321, 4.5.3.1.3 less the angle brackets).</summary>
    public const int MaxLength = 254;

    /// <summary>A plain address with a dotted domain, in ASCII: no display name, no comment, no quoted local part.</summary>
    public static bool IsValid(string text) => text.Length <= MaxLength && text.IndexOf('@', StringComparison.Ordinal) is > 0 and <= 64 && Plain().IsMatch(text);

    /// <summary>What addresses are compared by: surrounding spaces and case do not make another one.</summary>
    public static string KeyOf(string address) => address.Trim().ToUpperInvariant();

    [GeneratedRegex(@"\A[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*@([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 250)]
    private static partial Regex Plain();
}
