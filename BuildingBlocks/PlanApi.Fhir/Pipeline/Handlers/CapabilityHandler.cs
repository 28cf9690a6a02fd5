using PlanApi.Fhir.Bodies;

namespace PlanApi.Fhir.Pipeline.Handlers;

/// <summary>capabilities: the statement that the declarations make, built once.</summary>
internal sealed class CapabilityHandler(Lazy<byte[]> statement)
{
    public ValueTask Handle(FhirContext context)
    {
        context.Response.Status = 200;
        context.Response.Body = new BytesBody(statement.Value);
        return ValueTask.CompletedTask;
    }
}
