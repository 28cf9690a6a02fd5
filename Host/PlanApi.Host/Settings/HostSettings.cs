using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using PlanApi.BuildingBlocks;

namespace PlanApi.Host.Settings;

/// <summary>Reads what the operator set and says in a sentence what is missing or wrong, before anything starts.</summary>
internal static class HostSettings
{
    private const string DefaultUrl = "http://localhost:5080";

    public static bool TryRead(
        IConfiguration configuration, IHostEnvironment environment, [NotNullWhen(true)] out PlanApiSettings? settings, [NotNullWhen(false)] out string? problem)
    {
        settings = null;
        problem = null;
        var development = environment.IsDevelopment();
        if (string.IsNullOrEmpty(configuration["urls"]))
        {
            configuration["urls"] = DefaultUrl;
        }

        var publicUrl = configuration["PlanApi:PublicUrl"] ?? (development ? configuration["urls"]!.Split(';')[0] : null);
        if (!IsOrigin(publicUrl, development))
        {
            problem = "Set PlanApi__PublicUrl to the address that members and apps use, such as https://api.plan.example, without a path.";
        }
        else if (development && configuration["urls"]!.Split(';').FirstOrDefault(u => !IsLoopback(u)) is { } open)
        {
            problem = $"In Development the host listens on this machine only, because its demo sign-ins are public. {open} in ASPNETCORE_URLS is not a loopback address.";
        }
        else if (!IsMinutes(configuration["PlanApi:AccessTokenMinutes"]))
        {
            problem = "PlanApi__AccessTokenMinutes must be a number from 5 to 60.";
        }
        else if (SmtpProblem(configuration) is { } smtpProblem)
        {
            problem = smtpProblem;
        }
        else if (!development && string.IsNullOrEmpty(configuration["Smtp:Host"]))
        {
            problem = "Set Smtp__Host, Smtp__Port and Smtp__From: without a mail server nobody can enroll or be told of a decision.";
        }
        else if (!development && configuration["PlanApi:Administrator"]?.Contains('@', StringComparison.Ordinal) != true)
        {
            problem = "Set PlanApi__Administrator to the e-mail address of the first administrator, who is invited by e-mail.";
        }
        else if (!string.IsNullOrEmpty(configuration.GetConnectionString("Mongo")) && string.IsNullOrEmpty(configuration["PlanApi:MasterKeyFile"]))
        {
            problem = "Set PlanApi__MasterKeyFile to a file with the master key: with a MongoDB, all hosts must share one, and only you can keep it safe. "
                + "Make one with: openssl rand -base64 32";
        }
        else
        {
            settings = new PlanApiSettings(
                publicUrl.TrimEnd('/'),
                Path.GetFullPath(configuration["PlanApi:DataDirectory"] ?? Path.Combine(environment.ContentRootPath, "..", "..", "data")),
                Smtp(configuration),
                configuration["PlanApi:Administrator"])
            {
                AccessTokenLifetime = TimeSpan.FromMinutes(configuration.GetValue("PlanApi:AccessTokenMinutes", 60)),
            };
        }

        return settings is not null;
    }

    private static bool IsOrigin([NotNullWhen(true)] string? url, bool development) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri)
        && uri is { AbsolutePath: "/", Query: "", Fragment: "", UserInfo: "" }
        && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && (development || uri.IsLoopback)));

    private static bool IsLoopback(string url) => Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.IsLoopback;

    private static bool IsMinutes(string? text) => string.IsNullOrEmpty(text) || (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var minutes) && minutes is >= 5 and <= 60);

    private static string? SmtpProblem(IConfiguration configuration) => (configuration["Smtp:Host"], configuration["Smtp:Port"], configuration["Smtp:From"]) switch
    {
        (null or "", _, _) => null,
        (_, not null, _) when !int.TryParse(configuration["Smtp:Port"], out var port) || port is < 1 or > 65535 => "Smtp__Port must be a port number, such as 587.",
        (_, _, null or "") => "Set Smtp__From to the address that e-mails come from.",
        _ => null,
    };

    private static SmtpSettings? Smtp(IConfiguration configuration) => configuration["Smtp:Host"] is { Length: > 0 } host
        ? new(host, configuration.GetValue("Smtp:Port", 587), configuration["Smtp:User"], configuration["Smtp:Password"], configuration["Smtp:From"]!)
        : null;
}
