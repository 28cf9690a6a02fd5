using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Primitives;
using PlanApi.Fhir.Index;

namespace PlanApi.Fhir.Web;

/// <summary>Reads an HTTP request into FHIR's words (http.html#3.1.0).</summary>
internal static class RequestReader
{
    private const int MostArguments = 200;
    private static readonly FormOptions SearchForm = new() { BufferBody = false, ValueCountLimit = MostArguments, KeyLengthLimit = 512, ValueLengthLimit = 16 * 1024, BufferBodyLengthLimit = 128 * 1024 };

    public static async ValueTask<FhirRequest> Read(HttpContext http)
    {
        var path = http.GetRouteValue("path") as string ?? "";
        var (interaction, segments, allowed) = Interpret(http.Request.Method, path.Length == 0 ? [] : path.TrimEnd('/').Split('/'));
        var malformed = allowed is null ? null : NotAllowed(http, allowed);
        List<Argument> arguments = [];
        Add(arguments, http.Request.Query);
        if (interaction == Interaction.Search && HttpMethods.IsPost(http.Request.Method))
            malformed = await ReadForm(http, arguments);
        if (arguments.Count > MostArguments)
            malformed = new(400, IssueCode.TooCostly, $"A search has at most {MostArguments} arguments.");
        var request = http.Request;
        return new()
        {
            Interaction = interaction,
            Type = segments.Length > 0 && interaction != Interaction.Capabilities ? segments[0] : null,
            Id = interaction is Interaction.Read or Interaction.VersionRead or Interaction.History ? segments[1] : null,
            Version = interaction == Interaction.VersionRead ? segments[3] : null,
            Arguments = arguments,
            Accept = request.Headers.Accept,
            Authorization = request.Headers.Authorization,
            User = http.User,
            IfNoneMatch = request.Headers.IfNoneMatch,
            IfModifiedSince = DateTimeOffset.TryParse(request.Headers.IfModifiedSince, null, System.Globalization.DateTimeStyles.AssumeUniversal, out var since) ? since : null,
            Strict = request.Headers["Prefer"].Any(p => p?.Contains("handling=strict", StringComparison.OrdinalIgnoreCase) == true),
            Malformed = malformed,
            RequestId = RequestId(http),
            RemoteAddress = http.Connection.RemoteIpAddress?.ToString(),
        };
    }

    // The interaction, or the methods that would name one at this path; neither where nothing is there.
    private static (Interaction? Interaction, string[] Segments, string? Allowed) Interpret(string method, string[] segments)
    {
        var reading = HttpMethods.IsGet(method) || HttpMethods.IsHead(method);
        Interaction? named = segments switch
        {
            ["metadata"] => Interaction.Capabilities,
            [var type, "_search"] when IsType(type) => Interaction.Search,
            [var type] when IsType(type) => Interaction.Search,
            [var type, var id] when IsType(type) && ReferenceText.IsId(id) => Interaction.Read,
            [var type, var id, "_history"] when IsType(type) && ReferenceText.IsId(id) => Interaction.History,
            [var type, var id, "_history", _] when IsType(type) && ReferenceText.IsId(id) => Interaction.VersionRead,
            _ => null,
        };
        if (named is null)
            return (null, segments, segments.Length == 0 && !reading ? "GET, HEAD" : null);
        var posting = segments is [_, "_search"];
        return (posting ? HttpMethods.IsPost(method) : reading) ? (named, segments, null) : (null, segments, posting ? "POST" : "GET, HEAD");
    }

    private static bool IsType(string segment) => segment.Length > 0 && char.IsAsciiLetterUpper(segment[0]) && segment.All(char.IsAsciiLetter);

    private static FhirFailure NotAllowed(HttpContext http, string allowed)
    {
        http.Response.Headers.Allow = allowed;
        return new(405, IssueCode.NotSupported, $"{http.Request.Method} is not supported here. This server is read by apps, never written; allowed: {allowed}.");
    }

    private static async ValueTask<FhirFailure?> ReadForm(HttpContext http, List<Argument> arguments)
    {
        if (http.Request.ContentLength is 0 or null && !http.Request.Headers.ContainsKey("Transfer-Encoding") && http.Request.ContentType is null)
            return null;
        if (http.Request.ContentType?.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) != true)
            return new(415, IssueCode.NotSupported, "_search takes application/x-www-form-urlencoded.");
        try
        {
            Add(arguments, await new FormFeature(http.Request, SearchForm).ReadFormAsync(http.RequestAborted));
            return null;
        }
        catch (Exception e) when (e is InvalidDataException or BadHttpRequestException)
        {
            return new(400, IssueCode.Invalid, "The search form could not be read: it is malformed or too large.");
        }
    }

    private static void Add(List<Argument> arguments, IEnumerable<KeyValuePair<string, StringValues>> from)
    {
        foreach (var (name, values) in from)
        {
            foreach (var value in values)
                arguments.Add(new(name, value ?? ""));
        }
    }

    private static string RequestId(HttpContext http)
    {
        string? given = http.Request.Headers["X-Request-Id"];
        return given is not null && ReferenceText.IsId(given) ? given : http.TraceIdentifier.Replace(':', '-');
    }
}
