using PlanApi.Fhir.Index;
using PlanApi.Fhir.Store;

namespace PlanApi.Fhir.Load;

/// <summary>Prepares the resources of a load a batch at a time, on all processors, and puts off what has to wait for others.</summary>
/// <param name="baseUrl">The FHIR base: references to it in full become relative ones, as which they are indexed and owned.</param>
internal sealed class BatchPreparation(ResourcePreparation preparation, ResourceCollections collections, string baseUrl)
{
    private readonly ConditionalReferences _conditional = new(collections);

    /// <param name="later">Takes what refers by identifier to what is not there, or takes its owner from what is awaited; null when nothing more will come.</param>
    /// <param name="isAwaited">Whether a resource, by its reference, is still to be written.</param>
    public async Task<(SourceResource Source, PreparedResource Prepared)[]> Of(SourceResource[] batch, Deferred? later, Func<string, bool> isAwaited, CancellationToken ct)
    {
        var conditional = batch.Select(s => ConditionalReferences.In(s.Json.Span)).ToArray();
        if (conditional.Any(c => c.Count > 0))
            await _conditional.Resolve(conditional.SelectMany(c => c), ct);
        var all = new PreparedResource?[batch.Length];
        // No more at once than there are processors: of a dozen threads on two, the store's own that writes the batch before would get a seventh.
        Parallel.For(0, batch.Length, new ParallelOptions { CancellationToken = ct, MaxDegreeOfParallelism = Environment.ProcessorCount }, i =>
        {
            var prepared = conditional[i].FirstOrDefault(c => _conditional.Resolved(c) is null) is not { } open ? Prepare(batch[i])
                : later is null ? Refused(batch[i], $"The reference '{open}' names no resource, or several, that are loaded here.")
                : null;
            all[i] = later is not null && prepared?.OwningTargets is { } targets && targets.Any(isAwaited) ? null : prepared;
        });
        List<(SourceResource, PreparedResource)> ready = new(batch.Length);
        foreach (var (source, prepared) in batch.Zip(all))
        {
            if (prepared is null)
                later!.Add(source);
            else
                ready.Add((source, prepared));
        }

        return [.. ready];
    }

    private PreparedResource Prepare(SourceResource source)
    {
        if (source.Problem is { } problem)
            return Refused(source, problem);
        if (source.Json.IsEmpty)
            return Refused(source, "The entry has no resource.");
        return preparation.Prepare(source.Json, source.Id, r => source.Entries.GetValueOrDefault(r) ?? _conditional.Resolved(r) ?? ReferenceText.Relative(r, baseUrl));
    }

    private static PreparedResource Refused(SourceResource source, string reason) =>
        new() { Reference = source.Name, Refused = new(ChangeKind.Rejected, source.Name, reason) };
}
