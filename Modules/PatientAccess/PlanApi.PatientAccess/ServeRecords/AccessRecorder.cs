using PlanApi.BuildingBlocks.Store;
using PlanApi.Fhir;
using PlanApi.Identity.Contracts;
using PlanApi.PatientAccess.RecordAccess;

namespace PlanApi.PatientAccess.ServeRecords;

/// <summary>Turns an answered request into its access entry.</summary>
internal sealed class AccessRecorder(AccessQueue queue, TimeProvider clock)
{
    /// <summary>Waits while the queue is full: no one reads what is not written down.</summary>
    public ValueTask Record(FhirContext context, AccessToken token, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        return queue.Add(
            new(
                NewId.At(now),
                now,
                RecordBranches.IsSandbox(context.Branch),
                token.ClientId,
                token.AccountId,
                token.OrganizationId,
                token.PatientId,
                token.GrantId,
                context.Request.Type,
                CodeOf(context.Request.Interaction),
                context.Response.Status,
                context.Response.Disclosed),
            ct);
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
