using System.IO.Pipelines;

namespace PlanApi.Fhir;

/// <summary>Something that can be written as the body of a FHIR answer, straight into the connection's pipe.</summary>
public interface IFhirBody
{
    /// <summary>Bytes that will be written, or null when not known before writing.</summary>
    long? Length { get; }

    /// <summary>Writes the body as JSON, flushing as it goes where it is large.</summary>
    ValueTask WriteTo(PipeWriter writer, CancellationToken ct);
}
