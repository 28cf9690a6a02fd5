using System.Collections.Concurrent;
using System.Text.Json;
using MongoDB.Bson;
using MongoDB.Driver;

namespace PlanApi.TestKit;

/// <summary>A search that is held to the bound: three times what each of its queries returns, plus a hundred.</summary>
/// <param name="Path">Type and arguments, relative to the FHIR base.</param>
public sealed record BoundedSearch(string Path)
{
    /// <summary>How much one of its queries may examine instead, or 0.</summary>
    public long Most { get; private init; }

    /// <summary>Why it may examine so much.</summary>
    public string? Reason { get; private init; }

    /// <summary>The page that is looked at; those before are turned.</summary>
    public int OnPage { get; init; } = 1;

    /// <summary>Whether there is nothing to find.</summary>
    public bool FindsNothing { get; init; }

    /// <summary>A named exception.</summary>
    public BoundedSearch May(long examine, string because) => this with { Most = examine, Reason = because };

    public static implicit operator BoundedSearch(string path) => new(path);
}

/// <summary>Sends searches to a host and asks the store how it answered every query on their branch that came of each.</summary>
public sealed class SearchBounds : IDisposable
{
    private readonly IMongoDatabase _store;
    private readonly WatchedStore _watched;
    private readonly ConcurrentQueue<BsonDocument> _seen = new();

    public SearchBounds(IMongoDatabase store) => (_store, _watched) = (store, new(store, Note));

    /// <summary>The store as the host is to be given it.</summary>
    public IMongoDatabase Database => _watched.Database;

    /// <summary>Asks for the page of a search and has every query of it explained.</summary>
    /// <returns>A sentence for each query that examines too much, for an exception that nothing needs, and for a search that finds nothing unless it should.</returns>
    public async Task<IReadOnlyList<string>> Check(HttpClient app, BoundedSearch search)
    {
        JsonElement bundle = default;
        var next = search.Path;
        for (var page = 1; page <= search.OnPage; page++)
        {
            if (next is null) return [$"{search.Path}: has no page {page}."];
            _seen.Clear();
            bundle = await Get(app, next);
            next = Link(bundle, "next");
        }

        List<Explained> queries = [];
        foreach (var query in _seen) queries.Add(await Explained.By(_store, query));
        List<string> problems = [.. queries.Select(q => Problem(search, q)).OfType<string>()];
        if (queries.Count == 0) problems.Add($"{search.Path}: no query was seen.");
        if (Found(bundle) == search.FindsNothing) problems.Add($"{search.Path}: finds {(search.FindsNothing ? "something" : "nothing")}.");
        if (search.Most > 0 && queries.TrueForAll(q => q.Examined <= Usually(q))) problems.Add($"{search.Path}: needs no exception ({search.Reason}).");
        return problems;
    }

    public void Dispose() => _watched.Dispose();

    // Others are of jobs that run meanwhile, or ask who is asking.
    private void Note(BsonDocument query)
    {
        if (QueryShape.IsOfBranch(query)) _seen.Enqueue(WatchedStore.Copy(query));
    }

    private static string? Problem(BoundedSearch search, Explained query)
    {
        var most = query.Scans ? 0 : Math.Max(search.Most, Usually(query));
        return query.Examined <= most
            ? null
            : $"{search.Path}: {query.Examined} examined, {Returned(query)} returned, at most {most} allowed{(query.Scans ? " as it scans the collection" : "")}.{Environment.NewLine}  {QueryShape.Shortened(query.Query)}{Environment.NewLine}  {query.Plan}";
    }

    private static long Usually(Explained query) => QueryBounds.Usually(Returned(query));

    // A total is one number.
    private static long Returned(Explained query) => query.Counts ? 1 : query.Returned;

    private static async Task<JsonElement> Get(HttpClient app, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        // An argument that is not understood is to be an error here.
        request.Headers.Add("Prefer", "handling=strict");
        using var response = await app.SendAsync(request);
        var body = await response.Content.ReadAsStringAsync();
        if (!response.IsSuccessStatusCode) throw new InvalidOperationException($"{path}: {(int)response.StatusCode} {body}");
        using var json = JsonDocument.Parse(body);
        return json.RootElement.Clone();
    }

    private static bool Found(JsonElement bundle) =>
        bundle.TryGetProperty("entry", out var entries) && entries.GetArrayLength() > 0 || bundle.TryGetProperty("total", out var total) && total.GetInt32() > 0;

    private static string? Link(JsonElement bundle, string relation) =>
        bundle.GetProperty("link").EnumerateArray().Where(l => l.GetProperty("relation").GetString() == relation).Select(l => l.GetProperty("url").GetString()).FirstOrDefault();
}
