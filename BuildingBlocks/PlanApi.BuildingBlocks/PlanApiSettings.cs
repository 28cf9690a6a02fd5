namespace PlanApi.BuildingBlocks;

/// <summary>What an operator sets; the Host reads and checks it once at the start and stops with a sentence when something is wrong.</summary>
/// <param name="PublicUrl">What links, issuers and FHIR bases start with: scheme and authority, no trailing slash. Never taken from the Host header.</param>
/// <param name="DataDirectory">Where the embedded store, its master key and reject files lie.</param>
/// <param name="Smtp">The mail server, or null: then Development keeps mails in <c>/dev/mailbox</c>.</param>
/// <param name="Administrator">The address of the first administrator, who is invited by e-mail; null in Development.</param>
public sealed record PlanApiSettings(string PublicUrl, string DataDirectory, SmtpSettings? Smtp, string? Administrator)
{
    /// <summary>The connection string of the MongoDB that holds the data; null where that is the embedded store.</summary>
    public string? Mongo { get; init; }

    /// <summary>The file with the master key.</summary>
    public required string MasterKeyFile { get; init; }

    /// <summary>How long an access token lives, when its grant lives longer: 5 to 60 minutes (SMART App Launch 2.2 advises an hour at most).</summary>
    public required TimeSpan AccessTokenLifetime { get; init; }

    /// <summary>From what age, in years, members may activate an account themselves.</summary>
    public required int ActivationAge { get; init; }

    public required RequestLimits RequestLimits { get; init; }

    public required TestSettings Tests { get; init; }

    /// <summary>An absolute address of one of our own pages.</summary>
    public string UrlOf(string path) => PublicUrl + path;
}

/// <summary>How to reach the mail server; STARTTLS is used when the server offers it.</summary>
public sealed record SmtpSettings(string Host, int Port, string? User, string? Password, string From);

/// <summary>How many requests a client address may send in a minute.</summary>
/// <param name="SignIn">Posts that try a password or a code.</param>
/// <param name="Forms">Posts that anyone may send, such as an enrollment.</param>
/// <param name="Token">Requests to the token, introspection and revocation endpoints.</param>
public sealed record RequestLimits(int SignIn, int Forms, int Token);

/// <summary>What tests set and operators do not.</summary>
/// <param name="Demo">Whether an empty store gets the demo plan in Development.</param>
/// <param name="JobPoll">How often the queue of jobs is looked at.</param>
/// <param name="PasswordIterations">Of the hash of each password; outside Development not fewer than are safe.</param>
/// <param name="RequireSecondFactor">Whether staff need a second factor in Development too.</param>
public sealed record TestSettings(bool Demo, TimeSpan JobPoll, int PasswordIterations, bool RequireSecondFactor);
