namespace PlanApi.Fhir;

/// <summary>
/// Whose a resource is: decided by exactly one path per type, written to the document at load, and never by who pays,
/// subscribes or performs.
/// </summary>
public abstract record Ownership
{
    private Ownership()
    {
    }

    /// <summary>Nobody's in particular: public in a directory; with patient data, visible only by reference from what a token may read.</summary>
    public static Ownership Shared { get; } = new SharedByReference();

    /// <summary>The patient itself (type Patient).</summary>
    public static Ownership Itself { get; } = new TheResource();

    /// <summary>The patient that one reference names. A resource where it names none, or several, is nobody's and hidden.</summary>
    /// <param name="path">FHIRPath of the reference, e.g. <c>Coverage.beneficiary</c>.</param>
    public static Ownership ByReference(string path) => new PatientAt(path);

    /// <summary>The one owner that all targets share (Provenance). Targets must be loaded before; else it is hidden.</summary>
    /// <param name="path">FHIRPath of the references, e.g. <c>Provenance.target</c>.</param>
    public static Ownership OfTargets(string path) => new OwnerOfTargets(path);

    public sealed record SharedByReference : Ownership;

    public sealed record TheResource : Ownership;

    public sealed record PatientAt(string Path) : Ownership;

    public sealed record OwnerOfTargets(string Path) : Ownership;
}
