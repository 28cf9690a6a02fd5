using System.Collections.Frozen;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Primitives;
using PlanApi.Fhir.Index;

namespace PlanApi.Fhir.Web;

/// <summary>Reads an HTTP request into FHIR's words (http.html#3.1.0).</summary>
internal static class RequestReader
{
    public const int MostArguments = 200;

    /// <summary>Characters of an address that is answered. Kestrel reads four times as much, so that what is too long is told so in an outcome.</summary>
    public const int LongestAddress = 16 * 1024;

    // What has one value: of two, neither is the one that counts.
    private static readonly FrozenSet<string> Single = FrozenSet.ToFrozenSet(["_count", "_cursor", "_elements", "_format", "_since", "_sort", "_summary", "_total"], StringComparer.Ordinal);

    public static async ValueTask<FhirRequest> Read(HttpContext http)
    {
        var request = http.Request;
        var path = RequestPath.Read(request.Method, http.GetRouteValue("path") as string ?? "");
        List<Argument> arguments = [];
        return new()
        {
            Malformed = await ReadArguments(request, path, arguments),
            Interaction = path.Interaction,
            Type = path.Type,
            Id = path.Id,
            Version = path.Version,
            Arguments = arguments,
            Accept = request.Headers.Accept,
            Authorization = request.Headers.Authorization,
            IfNoneMatch = request.Headers.IfNoneMatch,
            IfModifiedSince = DateTimeOffset.TryParse(request.Headers.IfModifiedSince, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var since) ? since : null,
            Strict = request.Headers["Prefer"].Any(IsStrict),
            RequestId = RequestId(http),
            RemoteAddress = http.Connection.RemoteIpAddress?.ToString(),
        };
    }

    public static void Add(List<Argument> arguments, IEnumerable<KeyValuePair<string, StringValues>> from)
    {
        foreach (var (name, values) in from)
        {
            foreach (var value in values)
                arguments.Add(new(name, value ?? ""));
        }
    }

    public static string RequestId(HttpContext http)
    {
        string? given = http.Request.Headers["X-Request-Id"];
        return given is not null && ReferenceText.IsId(given) ? given : http.TraceIdentifier.Replace(':', '-');
    }

    // Null, or why the request can not be answered at all.
    private static async ValueTask<FhirFailure?> ReadArguments(HttpRequest request, RequestPath path, List<Argument> arguments)
    {
        if (request.Path.Value!.Length + request.QueryString.Value!.Length > LongestAddress)
            return new(414, IssueCode.TooLong, $"The address is too long: {LongestAddress} characters at most. Send a long search by POST to _search.");
        Add(arguments, request.Query);
        if (path.Allow is { } allow)
        {
            return new(405, IssueCode.NotSupported, $"{request.Method} is not supported here. Apps read this server and never write; allowed: {allow}.") { Allow = allow };
        }

        if (path.Interaction is { } interaction && HttpMethods.IsPost(request.Method) && await RequestBody.Read(request, interaction, arguments) is { } failure)
            return failure;
        if (arguments.Count > MostArguments)
            return new(400, IssueCode.TooCostly, $"A request has at most {MostArguments} arguments.");
        if (arguments.Exists(a => HasControls(a.Name) || HasControls(a.Value)))
            return new(400, IssueCode.Invalid, "An argument has a control character, which no FHIR text has but for tabs and line ends.");
        return SaidTwice(arguments) is { } twice ? new(400, IssueCode.Invalid, $"{twice} is said twice, with different values: which of them would count?", twice) : null;
    }

    private static string? SaidTwice(List<Argument> arguments) => arguments.Count < 2 ? null : arguments.Where(a => a.Value.Length > 0 && Single.Contains(a.Name))
        .GroupBy(a => a.Name).FirstOrDefault(g => g.Any(a => a.Value != g.First().Value))?.Key;

    // datatypes.html#string. A store need not take what no resource has: MongoDB refuses a zero in a regular expression.
    private static bool HasControls(string text) => text.Any(c => c < ' ' && c is not ('\t' or '\r' or '\n'));

    // RFC 7240, 2: preferences are separated by commas, each with parameters after semicolons.
    private static bool IsStrict(string? prefer) => prefer is not null && prefer.Split([',', ';'])
        .Any(p => p.Replace(" ", "", StringComparison.Ordinal).Replace("\"", "", StringComparison.Ordinal).Equals("handling=strict", StringComparison.OrdinalIgnoreCase));
}
