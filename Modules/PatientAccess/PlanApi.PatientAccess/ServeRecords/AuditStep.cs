using PlanApi.Fhir;

namespace PlanApi.PatientAccess.ServeRecords;

/// <summary>Writes down who saw what, before the answer leaves.</summary>
internal sealed class AuditStep(AccessRecorder recorder) : IFhirStep
{
    public int Order => StepOrder.Audit;

    public async ValueTask Invoke(FhirContext context, FhirNext rest, CancellationToken ct)
    {
        await rest(context, ct);
        if (AccessingToken.Of(context) is { } token)
        {
            await recorder.Record(context, token, ct);
        }
    }
}
