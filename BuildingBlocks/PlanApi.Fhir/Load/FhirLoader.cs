using PlanApi.Fhir.Index;
using PlanApi.Fhir.Store;

namespace PlanApi.Fhir.Load;

/// <summary>
/// One run of loading: reads, prepares on all processors, and writes in batches, the next batch prepared while others are written.
/// Holds three batches, and which identifiers it has looked up; what has to wait for others lies in temporary files.
/// </summary>
/// <param name="baseUrl">The FHIR base: references to it in full become relative ones, as which they are indexed and owned.</param>
internal sealed class FhirLoader(
    IReadOnlyDictionary<string, DeclaredType> types, ChangeRepository changes, ResourceCollections collections, string baseUrl, TimeProvider clock)
{
    // While one waits for the disk, another is made ready for it.
    private const int AtOnce = 2;
    private readonly ConditionalReferences _conditional = new(collections);
    private readonly long[] _counts = new long[Enum.GetValues<ChangeKind>().Length];
    private readonly long _started = clock.GetTimestamp();
    private int _files;
    private long _repeated;
    private long _unresolved;
    private long _hidden;

    public async Task<LoadReport> Load(LoadRequest request, IProgress<LoadReport>? progress, CancellationToken ct)
    {
        await collections.EnsureIndexes(ct);
        await using var rejects = new Rejects(request.RejectsFile);
        using Deferred byIdentifier = new(), byTargets = new();
        using var references = new ReferenceCheck(types, collections);
        Queue<Task<Written>> writing = [];
        var repetitions = Repetitions.In(SourceFiles.At(request.Path).SelectMany(file => SourceFiles.Read(request.Path, file)), ct);
        await Take(Sources(request.Path, repetitions, byTargets), byIdentifier);
        // What refers by identifier to something that came later in the same load.
        await Take(byIdentifier.Read(), null);
        // What belongs to the owner of others, whichever file those were in.
        await Take(byTargets.Read(), null);
        _unresolved = await references.Report(rejects, ct);
        return Report();

        async Task Take(IEnumerable<SourceResource> sources, Deferred? deferred)
        {
            foreach (var batch in Batches.Of(sources))
            {
                var prepared = await Prepare(batch, deferred, ct);
                while (writing.Count >= AtOnce)
                    await Note(await writing.Dequeue());
                writing.Enqueue(Task.Run(() => Write(prepared, request.Organization, ct), ct));
            }

            while (writing.Count > 0)
                await Note(await writing.Dequeue());
        }

        async Task Note(Written written)
        {
            await this.Note(written, rejects, references, ct);
            progress?.Report(Report());
        }
    }

    private IEnumerable<SourceResource> Sources(string path, Repetitions repetitions, Deferred byTargets)
    {
        foreach (var file in SourceFiles.At(path))
        {
            foreach (var resource in SourceFiles.Read(path, file))
            {
                if (repetitions.IsFollowed(resource))
                    _repeated++;
                else if (BelongsToTargets(resource))
                    byTargets.Add(resource);
                else
                    yield return resource;
            }

            _files++;
        }
    }

    private bool BelongsToTargets(SourceResource resource) => resource.Type is { } type
        && types.TryGetValue(type, out var declared) && declared.Declaration.Ownership is Ownership.OwnerOfTargets;

    private async Task<(SourceResource Source, PreparedResource Prepared)[]> Prepare(SourceResource[] batch, Deferred? deferred, CancellationToken ct)
    {
        var conditional = batch.Select(s => ConditionalReferences.In(s.Json.Span)).ToArray();
        if (conditional.Any(c => c.Count > 0))
            await _conditional.Resolve(conditional.SelectMany(c => c), ct);
        var prepared = new (SourceResource Source, PreparedResource Prepared)?[batch.Length];
        Parallel.For(0, batch.Length, new ParallelOptions { CancellationToken = ct }, i =>
        {
            var open = conditional[i].FirstOrDefault(c => _conditional.Resolved(c) is null);
            if (open is null)
                prepared[i] = (batch[i], Prepare(batch[i]));
            else if (deferred is null)
                prepared[i] = (batch[i], Refused(batch[i], $"The reference '{open}' names no resource, or several, that are loaded here."));
            else
                deferred.Add(batch[i]);
        });
        return [.. prepared.OfType<(SourceResource, PreparedResource)>()];
    }

    private PreparedResource Prepare(SourceResource source)
    {
        if (source.Problem is { } problem)
            return Refused(source, problem);
        if (source.Json.IsEmpty)
            return Refused(source, "The entry has no resource.");
        return changes.Preparation.Prepare(source.Json, source.Id, r => source.Entries.GetValueOrDefault(r) ?? _conditional.Resolved(r) ?? ReferenceText.Relative(r, baseUrl));
    }

    private async Task<Written> Write((SourceResource Source, PreparedResource Prepared)[] batch, string? organization, CancellationToken ct) =>
        new(batch, await changes.Put([.. batch.Select(b => b.Prepared)], organization, ct));

    private async Task Note(Written written, Rejects rejects, ReferenceCheck references, CancellationToken ct)
    {
        var (batch, changed) = written;
        for (var i = 0; i < changed.Count; i++)
        {
            _counts[(int)changed[i].Kind]++;
            if (changed[i].Kind == ChangeKind.Rejected)
                rejects.Add(batch[i].Source, changed[i]);
            if (!changed[i].IsHidden)
                continue;
            _hidden++;
            var ownership = types[batch[i].Prepared.Json.Type].Declaration.Ownership;
            rejects.Add(batch[i].Source.Place, changed[i].Reference, "warning", ownership.Where, ownership.Otherwise);
        }

        await references.Note(batch.Where((_, i) => changed[i].Kind is ChangeKind.Created or ChangeKind.Updated or ChangeKind.Unchanged), ct);
    }

    private static PreparedResource Refused(SourceResource source, string reason) =>
        new() { Reference = source.Name, Refused = new(ChangeKind.Rejected, source.Name, reason) };

    private LoadReport Report() => new(
        _counts[(int)ChangeKind.Created],
        _counts[(int)ChangeKind.Updated],
        _counts[(int)ChangeKind.Unchanged],
        _counts[(int)ChangeKind.NotServed],
        _counts[(int)ChangeKind.Rejected],
        _repeated,
        _files,
        clock.GetElapsedTime(_started))
    { Unresolved = _unresolved, Hidden = _hidden };

    private sealed record Written((SourceResource Source, PreparedResource Prepared)[] Batch, IReadOnlyList<Change> Changes);
}
