using PlanApi.Fhir.Index;
using PlanApi.Fhir.Store;

namespace PlanApi.Fhir.Load;

/// <summary>
/// One run of loading: reads, prepares and writes in batches, the next batch prepared while others are written. Holds three batches, and
/// which identifiers it has looked up; what has to wait for others lies in temporary files, what waits for such by name in memory too.
/// </summary>
/// <param name="baseUrl">The FHIR base: references to it in full become relative ones, as which they are indexed and owned.</param>
internal sealed class FhirLoader(
    IReadOnlyDictionary<string, DeclaredType> types, ChangeRepository changes, ResourceCollections collections, string baseUrl, TimeProvider clock)
{
    // While one waits for the disk, another is made ready for it.
    private const int AtOnce = 2;
    private readonly BatchPreparation _preparation = new(changes.Preparation, collections, baseUrl);
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
        using Deferred byIdentifier = new(), byTargets = new(), byEachOther = new(isAskedFor: true);
        using var references = new ReferenceCheck(types, collections);
        Queue<Task<Written>> writing = [];
        var repetitions = Repetitions.In(SourceFiles.At(request.Path).SelectMany(file => SourceFiles.Read(request.Path, file)), ct);
        await Take(Sources(request.Path, repetitions, byTargets), byIdentifier, static _ => false);
        // What refers by identifier to something that came later in the same load.
        await Settle(byIdentifier);
        // What belongs to the owner of others, whichever file those were in; last what belongs to the owner of such.
        await Take(byTargets.TakeOut(), byEachOther, r => BelongsToTargets(ReferenceText.TypeOf(r)));
        await Settle(byEachOther);
        _unresolved = await references.Report(rejects, ct);
        return Report();

        // Some of it waits for what waits itself: once more while it becomes less. Where it does not, nothing was written meanwhile, and
        // what it waits for will not come.
        async Task Settle(Deferred waiting)
        {
            for (var (before, left) = (long.MaxValue, waiting.Count); left > 0; (before, left) = (left, waiting.Count))
                await Take(waiting.TakeOut(), left < before ? waiting : null, waiting.IsOut);
        }

        async Task Take(IEnumerable<SourceResource> sources, Deferred? later, Func<string, bool> isAwaited)
        {
            foreach (var batch in Batches.Of(sources))
            {
                var prepared = await _preparation.Of(batch, later, isAwaited, ct);
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
                else if (BelongsToTargets(resource.Type))
                    byTargets.Add(resource);
                else
                    yield return resource;
            }

            _files++;
        }
    }

    private bool BelongsToTargets(string? type) =>
        type is not null && types.TryGetValue(type, out var declared) && declared.Declaration.Ownership is Ownership.OwnerOfTargets;

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
