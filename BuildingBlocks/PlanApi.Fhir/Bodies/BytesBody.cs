using System.IO.Pipelines;

namespace PlanApi.Fhir.Bodies;

/// <summary>Bytes as they lie in the store.</summary>
internal sealed class BytesBody(byte[] json) : IFhirBody
{
    public long? Length => json.Length;

    public async ValueTask WriteTo(PipeWriter writer, CancellationToken ct) => await writer.WriteAsync(json, ct);
}
