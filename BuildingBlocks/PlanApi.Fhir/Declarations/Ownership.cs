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

    /// <summary>FHIRPath of what decides; null where no reference does.</summary>
    internal string? Where => this switch { PatientAt at => at.Path, OwnerOfTargets of => of.Path, _ => null };

    /// <summary>Why a resource that should have an owner has none.</summary>
    internal string Otherwise => this is OwnerOfTargets
        ? "What it is about belongs to no patient here, or to several, so that it is hidden from every app."
        : "It names no patient, or several, so that it is hidden from every app.";

    /// <summary>Nobody's in particular: public in a directory; with patient data, visible only by reference from what a token may read.</summary>
    public static Ownership Shared { get; } = new SharedByReference();

    /// <summary>The patient itself (type Patient).</summary>
    public static Ownership Itself { get; } = new TheResource();

    /// <summary>The patient that one reference names. A resource where it names none, or several, is nobody's and hidden.</summary>
    /// <param name="path">FHIRPath of the reference, e.g. <c>Coverage.beneficiary</c>.</param>
    public static Ownership ByReference(string path) => new PatientAt(path);

    /// <summary>The one owner that all targets share (Provenance). A load resolves it after all others; what is written otherwise comes after its targets, else it is hidden.</summary>
    /// <param name="path">FHIRPath of the references, e.g. <c>Provenance.target</c>.</param>
    public static Ownership OfTargets(string path) => new OwnerOfTargets(path);

    public sealed record SharedByReference : Ownership;

    public sealed record TheResource : Ownership;

    public sealed record PatientAt(string Path) : Ownership;

    public sealed record OwnerOfTargets(string Path) : Ownership;
}
