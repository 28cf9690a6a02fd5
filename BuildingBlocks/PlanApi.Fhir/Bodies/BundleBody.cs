using System.Globalization;
using System.IO.Pipelines;
using System.Text.Json;
using PlanApi.Fhir.Search;

namespace PlanApi.Fhir.Bodies;

/// <summary>A Bundle whose resources are copied from the store byte for byte; only the envelope is written here.</summary>
internal sealed class BundleBody(string baseUrl, string type) : IFhirBody
{
    private const int FlushAt = 64 * 1024;

    public required string Id { get; init; }

    public long? Total { get; init; }

    /// <summary>Null for a bundle that is no answer to a search.</summary>
    public PageLinks? Links { get; init; }

    public required IReadOnlyList<StoredResource> Matches { get; init; }

    public IReadOnlyList<StoredResource> Included { get; init; } = [];

    /// <summary>What follows the matches and includes, fetched while it is written; not empty. Null for nothing.</summary>
    public IAsyncEnumerable<EntryBatch>? Following { get; init; }

    public IReadOnlyList<FhirIssue> Issues { get; init; } = [];

    public long? Length => null;

    public async ValueTask WriteTo(PipeWriter writer, CancellationToken ct)
    {
        await using var json = new Utf8JsonWriter(writer, FhirJson.Options);
        var sent = 0L;
        Start(json);
        for (var i = 0; i < Matches.Count + Included.Count; i++)
        {
            if (i < Matches.Count)
                Entry(json, Matches[i], "match"u8);
            else
                Entry(json, Included[i - Matches.Count], "include"u8);
            if (json.BytesCommitted + json.BytesPending - sent < FlushAt)
                continue;
            json.Flush();
            sent = json.BytesCommitted;
            await writer.FlushAsync(ct);
        }

        if (Following is not null)
            await WriteFollowing(Following, json, writer, ct);
        End(json);
        json.Flush();
        await writer.FlushAsync(ct);
    }

    private bool HasEntries => Matches.Count + Included.Count + Issues.Count > 0 || Following is not null;

    // The next batch is fetched while one is written.
    private async ValueTask WriteFollowing(IAsyncEnumerable<EntryBatch> following, Utf8JsonWriter json, PipeWriter writer, CancellationToken ct)
    {
        await using var batches = following.GetAsyncEnumerator(ct);
        var fetching = batches.MoveNextAsync().AsTask();
        try
        {
            while (true)
            {
                json.Flush();
                await writer.FlushAsync(ct);
                if (!await fetching)
                    return;
                var batch = batches.Current;
                fetching = batches.MoveNextAsync().AsTask();
                foreach (var resource in batch.Resources)
                    Entry(json, resource, batch.Included ? "include"u8 : "match"u8);
            }
        }
        finally
        {
            // Batches cannot be disposed of while one is being fetched.
            await ((Task)fetching).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private void Start(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("resourceType"u8, "Bundle"u8);
        json.WriteString("id"u8, Id);
        json.WriteString("type"u8, type);
        if (Total is { } total)
            json.WriteNumber("total"u8, total);
        if (Links is not null)
            WriteLinks(json, Links);
        // FHIR's JSON has no empty arrays.
        if (HasEntries)
            json.WriteStartArray("entry"u8);
    }

    private static void WriteLinks(Utf8JsonWriter json, PageLinks links)
    {
        json.WriteStartArray("link"u8);
        Link(json, "self"u8, links.Self);
        Link(json, "first"u8, links.First);
        Link(json, "previous"u8, links.Previous);
        Link(json, "next"u8, links.Next);
        json.WriteEndArray();
    }

    private void End(Utf8JsonWriter json)
    {
        if (Issues.Count > 0)
        {
            json.WriteStartObject();
            json.WritePropertyName("resource"u8);
            OutcomeBody.Write(json, Id, Issues);
            Mode(json, "outcome"u8);
            json.WriteEndObject();
        }

        if (HasEntries)
            json.WriteEndArray();
        json.WriteEndObject();
    }

    private void Entry(Utf8JsonWriter json, StoredResource resource, ReadOnlySpan<byte> mode)
    {
        json.WriteStartObject();
        json.WriteString("fullUrl"u8, $"{baseUrl}/{resource.Type}/{resource.Id}");
        if (resource.Json.Length > 0)
        {
            json.WritePropertyName("resource"u8);
            json.WriteRawValue(resource.Json, skipInputValidation: true);
        }

        if (type == "history")
            Version(json, resource);
        else if (type == "searchset")
            Mode(json, mode);
        json.WriteEndObject();
    }

    private static void Version(Utf8JsonWriter json, StoredResource resource)
    {
        json.WriteStartObject("request"u8);
        json.WriteString("method"u8, resource.Deleted ? "DELETE"u8 : "PUT"u8);
        json.WriteString("url"u8, $"{resource.Type}/{resource.Id}");
        json.WriteEndObject();
        json.WriteStartObject("response"u8);
        json.WriteString("status"u8, resource.Deleted ? "204"u8 : resource.Version == 1 ? "201"u8 : "200"u8);
        json.WriteString("etag"u8, string.Create(CultureInfo.InvariantCulture, $"W/\"{resource.Version}\""));
        json.WriteString("lastModified"u8, resource.LastUpdated.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture));
        json.WriteEndObject();
    }

    private static void Mode(Utf8JsonWriter json, ReadOnlySpan<byte> mode)
    {
        json.WriteStartObject("search"u8);
        json.WriteString("mode"u8, mode);
        json.WriteEndObject();
    }

    private static void Link(Utf8JsonWriter json, ReadOnlySpan<byte> relation, string? url)
    {
        if (url is null)
            return;
        json.WriteStartObject();
        json.WriteString("relation"u8, relation);
        json.WriteString("url"u8, url);
        json.WriteEndObject();
    }
}
