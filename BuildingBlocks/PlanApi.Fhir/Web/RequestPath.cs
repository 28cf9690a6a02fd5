using System.Buffers;
using Microsoft.AspNetCore.Http;
using PlanApi.Fhir.Index;

namespace PlanApi.Fhir.Web;

/// <summary>What a method and a path below the FHIR base ask for (http.html#3.1.0).</summary>
/// <param name="Allow">Where the path is one but the method is not, the methods that are allowed; null otherwise.</param>
internal readonly record struct RequestPath(Interaction? Interaction, string? Type, string? Id, string? Version, string? Allow)
{
    private static readonly SearchValues<char> Letters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");
    private const string Reading = "GET, HEAD, OPTIONS", Posting = "POST, OPTIONS", Operating = "GET, HEAD, POST, OPTIONS";

    public static RequestPath Read(string method, string path)
    {
        string[] segments = path.Length == 0 ? [] : path.TrimEnd('/').Split('/');
        var (named, allow) = Named(segments);
        if (named is not { } interaction)
            return new(null, TypeIn(segments), null, null, segments.Length == 0 && !IsReading(method) ? "OPTIONS" : null);
        var allowed = allow switch
        {
            Reading => IsReading(method),
            Posting => HttpMethods.IsPost(method),
            _ => IsReading(method) || HttpMethods.IsPost(method),
        };
        return allowed
            ? new(interaction, TypeIn(segments), IdIn(segments), interaction == Fhir.Interaction.VersionRead ? segments[3] : null, null)
            : new(null, TypeIn(segments), null, null, allow);
    }

    private static (Interaction? Interaction, string Allow) Named(string[] segments) => segments switch
    {
        ["metadata"] => (Fhir.Interaction.Capabilities, Reading),
        [var type, "_search"] when IsType(type) => (Fhir.Interaction.Search, Posting),
        [var type, "$everything"] when IsType(type) => (Fhir.Interaction.Everything, Operating),
        ["DocumentReference", "$docref"] => (Fhir.Interaction.DocRef, Operating),
        [var type] when IsType(type) => (Fhir.Interaction.Search, Reading),
        [var type, var id] when IsType(type) && ReferenceText.IsId(id) => (Fhir.Interaction.Read, Reading),
        [var type, var id, "$everything"] when IsType(type) && ReferenceText.IsId(id) => (Fhir.Interaction.Everything, Operating),
        [var type, var id, "_history"] when IsType(type) && ReferenceText.IsId(id) => (Fhir.Interaction.History, Reading),
        [var type, var id, "_history", _] when IsType(type) && ReferenceText.IsId(id) => (Fhir.Interaction.VersionRead, Reading),
        _ => (null, ""),
    };

    private static string? TypeIn(string[] segments) => segments.Length > 0 && IsType(segments[0]) ? segments[0] : null;

    private static string? IdIn(string[] segments) => segments.Length > 1 && ReferenceText.IsId(segments[1]) ? segments[1] : null;

    private static bool IsReading(string method) => HttpMethods.IsGet(method) || HttpMethods.IsHead(method);

    private static bool IsType(string segment) => segment.Length > 0 && char.IsAsciiLetterUpper(segment[0]) && !segment.AsSpan().ContainsAnyExcept(Letters);
}
