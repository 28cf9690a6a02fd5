using System.Text.Json;
using MongoDB.Bson;
using MongoDB.Driver;
using PlanApi.Fhir.Index;
using PlanApi.Fhir.Store;
using PlanApi.Fhir.Validation;

namespace PlanApi.Fhir.Load;

/// <summary>
/// Finds references that lead nowhere: to a resource of a type served here that is not in the store when the load ends, or to a contained
/// one that is not contained. Targets may come later in the load, so what is open waits in a temporary file, not in memory.
/// </summary>
internal sealed class ReferenceCheck(IReadOnlyDictionary<string, DeclaredType> types, ResourceCollections collections) : IDisposable
{
    private const int MostRemembered = 100_000;
    private const int Chunk = 1_000;
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);
    private FileStream? _open;

    /// <summary>Takes note of what written resources refer to.</summary>
    public async Task Note(IEnumerable<(SourceResource Source, PreparedResource Prepared)> written, CancellationToken ct)
    {
        var all = written.ToList();
        if (_known.Count > MostRemembered)
            _known.Clear();
        _known.UnionWith(all.Select(w => w.Prepared.Reference!));
        await Learn(all.SelectMany(w => w.Prepared.Json.References).Where(IsServed), ct);
        foreach (var (source, prepared) in all)
        {
            if (prepared.HasContainedReferences || prepared.Json.References.Any(r => IsServed(r) && !_known.Contains(r)))
                Keep(source, prepared);
        }
    }

    /// <summary>Writes down what still leads nowhere.</summary>
    /// <returns>How many references do.</returns>
    public async Task<long> Report(Rejects rejects, CancellationToken ct)
    {
        var count = 0L;
        foreach (var chunk in Kept().Chunk(Chunk))
        {
            _known.Clear();
            await Learn(chunk.Where(o => o.Target.Length > 0).Select(o => o.Target), ct);
            foreach (var open in chunk.Where(o => !_known.Contains(o.Target)))
            {
                rejects.Add(open.Place, open.Reference, "warning", open.Path, open.Target.Length > 0 ? $"{open.Target} is not loaded here." : "No resource of this id is contained.");
                count++;
            }
        }

        return count;
    }

    public void Dispose() => _open?.Dispose();

    private bool IsServed(string reference) => types.ContainsKey(ReferenceText.TypeOf(reference));

    private async Task Learn(IEnumerable<string> targets, CancellationToken ct)
    {
        var asked = targets.Where(t => !_known.Contains(t)).Distinct().ToList();
        if (asked.Count == 0)
            return;
        // What was deleted has no type.
        var there = CriterionFilter.In(collections.ReferenceField, asked).Add(ResourceDocument.TypeField, new BsonDocument("$exists", true));
        var found = await collections.Current.Find(there).Project<ResourceDocument>(new BsonDocument(ResourceDocument.Key, 1)).ToListAsync(ct);
        _known.UnionWith(found.Select(f => f.Id));
    }

    private void Keep(SourceResource source, PreparedResource prepared)
    {
        var json = prepared.Json.Stamp(1, DateTime.UnixEpoch);
        var contained = ContainedIds(json);
        foreach (var (path, reference) in ReferencePaths.In(json, prepared.Json.Type))
        {
            var target = reference.StartsWith('#') ? "" : ReferenceText.Local(reference);
            if (target is null || (target.Length == 0 ? reference.Length == 1 || contained.Contains(reference[1..]) : !IsServed(target) || _known.Contains(target)))
                continue;
            _open ??= PrivateFile.Create(Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()), FileOptions.DeleteOnClose);
            JsonSerializer.Serialize(_open, new Open(source.Place, prepared.Reference!, path, target));
            _open.WriteByte((byte)'\n');
        }
    }

    private IEnumerable<Open> Kept()
    {
        if (_open is null)
            yield break;
        _open.Position = 0;
        using var reader = new StreamReader(_open, leaveOpen: true);
        while (reader.ReadLine() is { } line)
            yield return JsonSerializer.Deserialize<Open>(line)!;
    }

    private static HashSet<string> ContainedIds(byte[] json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.TryGetProperty("contained", out var contained)
            ? [.. contained.EnumerateArray().Select(c => c.TryGetProperty("id", out var id) ? id.GetString()! : "")]
            : [];
    }

    private sealed record Open(SourcePlace Place, string Reference, string Path, string Target);
}
