using System.Globalization;
using PlanApi.AppRegistry.Data;
using PlanApi.Identity.Contracts;
using PlanApi.PatientAccess.Contracts;

namespace PlanApi.AppRegistry.ShowActivity;

/// <summary>Calls and rehearsals in words for the developer of the app.</summary>
internal static class ActivityWords
{
    private const int GaveUp = 499;
    private const string GaveUpWaiting = "the application gave up waiting";

    public static ActivityLine Of(StoredRehearsal rehearsal) => new(rehearsal.At, $"{rehearsal.By} rehearsed: {What(rehearsal)}", "", null, null);

    public static ActivityLine Of(OAuthCall call)
    {
        var what = call.Step switch
        {
            OAuthStep.Authorize when call.Launched => "Came to authorize, launched from here",
            OAuthStep.Authorize => "Came to authorize by itself",
            OAuthStep.Redeem => "Asked for a token by a code",
            OAuthStep.Refresh => "Asked to refresh its token",
            OAuthStep.Revoke => "Revoked a token",
            OAuthStep.Introspect => "Asked what a token is worth",
            OAuthStep.UserInfo => "Asked who the person is",
            _ => "Asked the token endpoint for something it does not do",
        };
        var answer = call.Error ?? call.Status switch
        {
            GaveUp => GaveUpWaiting,
            302 => "sent back with a code",
            _ => "got it",
        };
        return new(call.At, what, $"{call.Status}, {answer}", call.Milliseconds, call.Status >= 400 || call.Error is not null);
    }

    public static ActivityLine Of(SandboxAccess access)
    {
        var type = access.ResourceType ?? "the server";
        var what = access.Interaction switch
        {
            "read" => $"Read {type}",
            "vread" => $"Read a version of {type}",
            "history-instance" => $"Read the history of {type}",
            "search-type" => $"Searched {type}",
            "operation" => $"Ran an operation on {type}",
            _ => $"Called {type}",
        };
        return new(access.At, what, $"{access.Status}, {AnswerOf(access)}", access.Milliseconds, access.Status >= 400);
    }

    private static string AnswerOf(SandboxAccess access) => access.Status switch
    {
        < 300 => access.Count == 1 ? "1 resource" : $"{access.Count} resources",
        304 => "nothing new",
        401 => "the token had expired or was revoked",
        403 => "the granted scopes do not include it",
        404 => "not found",
        410 => "deleted",
        429 => "too many requests",
        GaveUp => GaveUpWaiting,
        503 => "not available",
        < 500 => "not understood",
        _ => "went wrong",
    };

    private static string What(StoredRehearsal rehearsal) => rehearsal.What switch
    {
        Rehearsed.Slow => $"answers {Count(rehearsal.Seconds, "second")} late, until {Time(rehearsal.Until)}",
        Rehearsed.TooManyRequests => $"429 with Retry-After {rehearsal.Seconds}, until {Time(rehearsal.Until)}",
        Rehearsed.Unavailable => $"503 with Retry-After {rehearsal.Seconds}, until {Time(rehearsal.Until)}",
        Rehearsed.TokensExpired => $"{Count(rehearsal.Ended, "access token")} expired",
        _ => $"{Count(rehearsal.Ended, "permission")} revoked",
    };

    private static string Count(int? count, string what) => count == 1 ? $"1 {what}" : $"{count} {what}s";

    private static string Time(DateTimeOffset? at) => at?.UtcDateTime.ToString("HH:mm:ss 'UTC'", CultureInfo.InvariantCulture) ?? "";
}
