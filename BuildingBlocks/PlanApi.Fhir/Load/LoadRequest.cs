namespace PlanApi.Fhir;

/// <summary>What to load, and where to write what is refused.</summary>
/// <param name="Path">A file or a folder (with its subfolders) on this machine.</param>
/// <param name="RejectsFile">NDJSON file for rejects, made only when there are any: file, line or entry, reference, severity, path, reason. References that lead nowhere, and resources that no app sees, are in it as warnings.</param>
/// <param name="Organization">The sandbox vendor organization that the resources belong to, or null.</param>
public sealed record LoadRequest(string Path, string RejectsFile, string? Organization = null);

/// <summary>How far a load is, or how it ended, in resources.</summary>
/// <param name="NotServed">Resources of types that the endpoint does not serve; they are passed over.</param>
/// <param name="Rejected">Resources that were refused; the rejects file says why.</param>
/// <param name="Repeated">Resources that came again further on in the same load: the last one counts.</param>
public sealed record LoadReport(long Created, long Updated, long Unchanged, long NotServed, long Rejected, long Repeated, int Files, TimeSpan Elapsed)
{
    /// <summary>References in loaded resources that lead nowhere; the rejects file names them. Counted at the end.</summary>
    public long Unresolved { get; init; }

    /// <summary>Loaded resources that belong to no patient, or to several, so that no app sees them; the rejects file names them.</summary>
    public long Hidden { get; init; }

    /// <summary>All resources met so far.</summary>
    public long Total => Created + Updated + Unchanged + NotServed + Rejected + Repeated;
}
