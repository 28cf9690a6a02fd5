namespace PlanApi.Fhir.Load;

/// <summary>Resources as they are prepared and written: so many at once, or so many bytes.</summary>
internal static class Batches
{
    private const int Size = 500;

    // A Provenance of a whole record is as long as the record has resources.
    private const int Bytes = 8 * 1024 * 1024;

    public static IEnumerable<SourceResource[]> Of(IEnumerable<SourceResource> sources)
    {
        List<SourceResource> batch = new(Size);
        var bytes = 0;
        foreach (var source in sources)
        {
            batch.Add(source);
            bytes += source.Json.Length;
            if (batch.Count < Size && bytes < Bytes)
                continue;
            yield return [.. batch];
            batch.Clear();
            bytes = 0;
        }

        if (batch.Count > 0)
            yield return [.. batch];
    }
}
