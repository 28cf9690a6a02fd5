using System.Diagnostics.CodeAnalysis;
using PlanApi.BuildingBlocks;

namespace PlanApi.Host.Settings;

/// <summary>Reads what the operator set and says in a sentence what is missing or wrong, before anything starts.</summary>
internal static class HostSettings
{
    private const string DefaultUrl = "http://localhost:5080";

    /// <summary>What OWASP asks of PBKDF2 with HMAC-SHA-512, which Identity's hasher uses: fewer are for tests, and refused outside Development.</summary>
    private const int PasswordIterations = 210_000;

    /// <summary>As many as tests need to meet no limit, and no more than any host answers.</summary>
    private const int MostRequests = 1_000_000;

    public static bool TryRead(
        IConfiguration configuration, IHostEnvironment environment, [NotNullWhen(true)] out PlanApiSettings? settings, [NotNullWhen(false)] out string? problem)
    {
        var given = new GivenSettings(configuration);
        configuration["urls"] = given["urls"] ?? DefaultUrl;
        problem = Problems(given, environment.IsDevelopment()).FirstOrDefault(static p => p is not null);
        settings = problem is null ? Read(given, environment) : null;
        return settings is not null;
    }

    /// <summary>Each rule in the order in which they are told: null where it is kept.</summary>
    private static IEnumerable<string?> Problems(GivenSettings given, bool development) =>
    [
        PublicUrlProblem(given, development),
        development ? AddressProblem(given) : null,
        given.NotFromTo("PlanApi__AccessTokenMinutes", 5, 60),
        given.NotFromTo("PlanApi__ActivationAge", 0, 120),
        given.NotFromTo("PlanApi__RateLimits__SignIn", 1, MostRequests),
        given.NotFromTo("PlanApi__RateLimits__Forms", 1, MostRequests),
        given.NotFromTo("PlanApi__RateLimits__Token", 1, MostRequests),
        given.NeitherTrueNorFalse("PlanApi__Demo"),
        given.NotFromTo("PlanApi__JobPollMilliseconds", 1, 3_600_000),
        given.NotFromTo("PlanApi__PasswordIterations", development ? 1 : PasswordIterations, 10_000_000),
        given.NeitherTrueNorFalse("PlanApi__RequireSecondFactor"),
        MailProblem(given, development),
        development ? null : AdministratorProblem(given),
        MasterKeyProblem(given),
    ];

    private static PlanApiSettings Read(GivenSettings given, IHostEnvironment environment)
    {
        var data = Path.GetFullPath(given["PlanApi__DataDirectory"] ?? DefaultDataDirectory(environment.ContentRootPath));
        return new(PublicUrl(given, environment.IsDevelopment())!.TrimEnd('/'), data, Smtp(given), given["PlanApi__Administrator"])
        {
            Mongo = given["ConnectionStrings__Mongo"],
            MasterKeyFile = Path.GetFullPath(given["PlanApi__MasterKeyFile"] ?? Path.Combine(data, "master.key")),
            AccessTokenLifetime = TimeSpan.FromMinutes(given.Number("PlanApi__AccessTokenMinutes", 60)),
            ActivationAge = given.Number("PlanApi__ActivationAge", 18),
            RequestLimits = new(
                given.Number("PlanApi__RateLimits__SignIn", 20), given.Number("PlanApi__RateLimits__Forms", 30), given.Number("PlanApi__RateLimits__Token", 600)),
            Tests = new(
                given.Is("PlanApi__Demo", true), TimeSpan.FromMilliseconds(given.Number("PlanApi__JobPollMilliseconds", 250)),
                given.Number("PlanApi__PasswordIterations", PasswordIterations), given.Is("PlanApi__RequireSecondFactor", false)),
        };
    }

    private static string? PublicUrl(GivenSettings given, bool development) => given["PlanApi__PublicUrl"] ?? (development ? given["urls"]!.Split(';')[0] : null);

    private static string? PublicUrlProblem(GivenSettings given, bool development) => IsOrigin(PublicUrl(given, development), development)
        ? null
        : "Set PlanApi__PublicUrl to the address that members and apps use, such as https://api.plan.example, without a path.";

    private static bool IsOrigin(string? url, bool development) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri)
        && uri is { AbsolutePath: "/", Query: "", Fragment: "", UserInfo: "" }
        && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && (development || uri.IsLoopback)));

    private static string? AddressProblem(GivenSettings given) => given["urls"]!.Split(';').FirstOrDefault(static u => !IsLoopback(u)) is { } open
        ? $"In Development the host listens on this machine only, because its demo sign-ins are public. {open} in ASPNETCORE_URLS is not a loopback address."
        : null;

    private static bool IsLoopback(string url) => Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.IsLoopback;

    private static string? MailProblem(GivenSettings given, bool development) => given["Smtp__Host"] is null
        ? development ? null : "Set Smtp__Host, Smtp__Port and Smtp__From: without a mail server nobody can enroll or be told of a decision."
        : given.NotFromTo("Smtp__Port", 1, 65535) ?? (given["Smtp__From"] is null ? "Set Smtp__From to the address that e-mails come from." : null);

    private static SmtpSettings? Smtp(GivenSettings given) => given["Smtp__Host"] is { } host
        ? new(host, given.Number("Smtp__Port", 587), given["Smtp__User"], given["Smtp__Password"], given["Smtp__From"]!)
        : null;

    private static string? AdministratorProblem(GivenSettings given) => given["PlanApi__Administrator"]?.Contains('@', StringComparison.Ordinal) == true
        ? null
        : "Set PlanApi__Administrator to the e-mail address of the first administrator, who is invited by e-mail.";

    private static string? MasterKeyProblem(GivenSettings given) => given["ConnectionStrings__Mongo"] is null || given["PlanApi__MasterKeyFile"] is not null
        ? null
        : "Set PlanApi__MasterKeyFile to a file with the master key: with a MongoDB, all hosts must share one, and only you can keep it safe. "
            + "Make one with: openssl rand -base64 32";

    /// <summary><c>data</c> in the checkout that the host runs from; in the folder that it runs in, where it was published.</summary>
    private static string DefaultDataDirectory(string contentRoot)
    {
        var checkout = Path.Combine(contentRoot, "..", "..");
        return Path.Combine(File.Exists(Path.Combine(checkout, "PlanApi.sln")) ? checkout : contentRoot, "data");
    }
}
