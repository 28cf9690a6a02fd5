namespace PlanApi.BuildingBlocks;

/// <summary>What an operator sets; the Host reads and checks it once at the start and stops with a sentence when something is wrong.</summary>
/// <param name="PublicUrl">What links, issuers and FHIR bases start with: scheme and authority, no trailing slash. Never taken from the Host header.</param>
/// <param name="DataDirectory">Where the embedded store, its master key and reject files lie.</param>
/// <param name="Smtp">The mail server, or null: then Development keeps mails in <c>/dev/mailbox</c>.</param>
/// <param name="Administrator">The address of the first administrator, who is invited by e-mail; null in Development.</param>
public sealed record PlanApiSettings(string PublicUrl, string DataDirectory, SmtpSettings? Smtp, string? Administrator)
{
    /// <summary>How long an access token lives, when its grant lives longer: 5 to 60 minutes (SMART App Launch 2.2 advises an hour at most).</summary>
    public TimeSpan AccessTokenLifetime { get; init; } = TimeSpan.FromHours(1);

    /// <summary>An absolute address of one of our own pages.</summary>
    public string UrlOf(string path) => PublicUrl + path;
}

/// <summary>How to reach the mail server; STARTTLS is used when the server offers it.</summary>
public sealed record SmtpSettings(string Host, int Port, string? User, string? Password, string From);
