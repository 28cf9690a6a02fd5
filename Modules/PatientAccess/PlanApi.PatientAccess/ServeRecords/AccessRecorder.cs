using PlanApi.Fhir;
using PlanApi.Identity.Contracts;
using PlanApi.PatientAccess.Data;
using PlanApi.PatientAccess.RecordAccess;

namespace PlanApi.PatientAccess.ServeRecords;

/// <summary>Notes an answered request.</summary>
internal sealed class AccessRecorder(AccessQueue queue, TimeProvider clock)
{
    /// <summary>Waits while the queue is full: no one reads what is not written down.</summary>
    /// <param name="started">When its answer was begun, as the clock's timestamp; null when it was refused at once.</param>
    public ValueTask Record(FhirContext context, AccessToken token, long? started, CancellationToken ct)
    {
        var sandbox = RecordBranches.IsSandbox(context.Branch);
        var took = sandbox && started is { } begun ? (int?)clock.GetElapsedTime(begun).TotalMilliseconds : null;
        var call = new AccessCall(clock.GetUtcNow(), context.Request.Type, CodeOf(context.Request.Interaction), context.Response.Status, context.Response.Disclosed, took);
        return queue.Add(new(token, sandbox, call), ct);
    }

    // http://hl7.org/fhir/restful-interaction
    private static string CodeOf(Interaction? interaction) => interaction switch
    {
        Interaction.Read => "read",
        Interaction.VersionRead => "vread",
        Interaction.History => "history-instance",
        Interaction.Search => "search-type",
        Interaction.Everything or Interaction.DocRef => "operation",
        Interaction.Capabilities => "capabilities",
        null => "unknown",
    };
}
