namespace PlanApi.Consent.Activity;

/// <summary>Lines of comma-separated values (RFC 4180).</summary>
internal static class Csv
{
    // A spreadsheet takes what begins so for a formula, and an app names itself.
    private static readonly char[] StartsFormula = ['=', '+', '-', '@', '\t', '\r'];
    private static readonly char[] NeedsQuotes = ['"', ',', '\r', '\n'];

    public static string Line(params IReadOnlyList<string> cells) => string.Join(',', cells.Select(Cell)) + "\r\n";

    private static string Cell(string text)
    {
        var safe = text.Length > 0 && StartsFormula.Contains(text[0]) ? "'" + text : text;
        return safe.AsSpan().ContainsAny(NeedsQuotes) ? $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : safe;
    }
}
