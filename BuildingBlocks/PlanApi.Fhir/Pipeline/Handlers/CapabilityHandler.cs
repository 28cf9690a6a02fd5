using PlanApi.Fhir.Bodies;

namespace PlanApi.Fhir.Pipeline.Handlers;

/// <summary>capabilities: the statement that the declarations make, built once.</summary>
internal sealed class CapabilityHandler(Func<byte[]> build)
{
    private readonly Lazy<byte[]> _statement = new(build);

    public ValueTask Handle(FhirContext context)
    {
        context.Response.Status = 200;
        context.Response.Body = new BytesBody(_statement.Value);
        return ValueTask.CompletedTask;
    }
}
