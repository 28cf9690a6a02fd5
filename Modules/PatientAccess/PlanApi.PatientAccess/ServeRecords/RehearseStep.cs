using PlanApi.AppRegistry.Contracts;
using PlanApi.Fhir;

namespace PlanApi.PatientAccess.ServeRecords;

/// <summary>
/// Lets an app meet the trouble that its vendor rehearses. A step of the sandbox only, behind authorization, which says whose call it is, and within the
/// audit, so that the vendor sees what came of it.
/// </summary>
internal sealed class RehearseStep(IRehearsals rehearsals, AccessRecorder recorder, TimeProvider clock) : IFhirStep
{
    /// <summary>What logs commonly call a request whose sender has gone.</summary>
    private const int GaveUp = 499;

    public int Order => StepOrder.Audit + 10;

    public async ValueTask Invoke(FhirContext context, FhirNext rest, CancellationToken ct)
    {
        var rehearsal = AccessingToken.Of(context) is { } token ? rehearsals.Of(token.ClientId) : null;
        switch (rehearsal?.Trouble)
        {
            case RehearsedTrouble.TooManyRequests:
                context.Fail(429, IssueCode.Throttled, "Too many requests, as you rehearse in the sandbox now. Come again when Retry-After says.");
                context.Response.RetryAfter = rehearsal.Seconds;
                return;
            case RehearsedTrouble.Unavailable:
                context.Fail(503, IssueCode.Transient, "Not available, as you rehearse in the sandbox now. Come again when Retry-After says.");
                context.Response.RetryAfter = rehearsal.Seconds;
                return;
            case RehearsedTrouble.Slow:
                await Wait(context, TimeSpan.FromSeconds(rehearsal.Seconds), ct);
                break;
        }

        await rest(context, ct);
    }

    private async Task Wait(FhirContext context, TimeSpan time, CancellationToken ct)
    {
        var started = clock.GetTimestamp();
        try
        {
            await Task.Delay(time, clock, ct);
        }
        catch (OperationCanceledException) when (AccessingToken.Of(context) is { } token)
        {
            // Nothing is answered, so the audit is not reached; that the app gave up is what its vendor wants to see.
            context.Response.Status = GaveUp;
            await recorder.Record(context, token, started, CancellationToken.None);
            throw;
        }
    }
}
