using System.Text.RegularExpressions;

namespace PlanApi.TestKit;

/// <summary>Mails as golden files keep them.</summary>
public static partial class MaskedMail
{
    /// <summary>The whole mail, text and HTML, with names, ids and times of this run replaced by what they are.</summary>
    public static string Masked(this ReadMail mail, Person reader, params string[] ids)
    {
        var whole = $"Subject: {mail.Subject}\n\n{mail.Text}\n---\n\n{mail.Html}".Replace(reader.Name, "{name}", StringComparison.Ordinal);
        whole = ids.Aggregate(whole, static (text, id) => text.Replace(id, "{id}", StringComparison.Ordinal));
        return Moment().Replace(whole, "{time}");
    }

    [GeneratedRegex(@"[A-Z][a-z]+ \d{1,2}, \d{4}, \d\d:\d\d UTC", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Moment();
}
