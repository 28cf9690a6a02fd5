using PlanApi.BuildingBlocks.Web.Components;
using PlanApi.Identity.Contracts;
using PlanApi.PatientAccess.Contracts;

namespace PlanApi.ProductionReview.LaunchFromGallery;

/// <summary>Whose records a member's account may share: links that count today, to patients who have a record.</summary>
internal sealed class OwnPatients(IPatientLinks links, IMemberPatients records)
{
    public async Task<IReadOnlyList<Choice>> Of(string accountId, CancellationToken ct)
    {
        var linked = await links.Of(accountId, ct);
        var found = await records.Find([.. linked.Select(l => l.PatientId)], ct);
        return [.. found.Select(p => new Choice(p.PatientId, p.DisplayName, InWords(linked.First(l => l.PatientId == p.PatientId))))];
    }

    private static string InWords(PatientLink link) => link.Relationship == Relationships.Self ? Texts.Say("Yourself") : Texts.Say("You act for this person as {0}", Texts.Say(link.Relationship));
}
