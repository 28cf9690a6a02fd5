using PlanApi.Fhir;

namespace PlanApi.PatientAccess.ServeRecords;

/// <summary>Writes down who saw what, before the answer leaves; of an answer that is fetched while it leaves, when it has left or broken off.</summary>
internal sealed class AuditStep(AccessRecorder recorder, TimeProvider clock) : IFhirStep
{
    public int Order => StepOrder.Audit;

    public async ValueTask Invoke(FhirContext context, FhirNext rest, CancellationToken ct)
    {
        var started = clock.GetTimestamp();
        await rest(context, ct);
        if (AccessingToken.Of(context) is not { } token)
        {
            return;
        }

        if (context.Response.Streams)
        {
            // Also when the app has gone meanwhile.
            context.Response.Written.Add(() => recorder.Record(context, token, started, CancellationToken.None));
        }
        else
        {
            await recorder.Record(context, token, started, ct);
        }
    }
}
