using FastEndpoints;
using PlanApi.BuildingBlocks.Web;
using PlanApi.Identity.Contracts;
using PlanApi.PatientAccess.Contracts;

namespace PlanApi.Identity.MemberHome;

public sealed record MemberHomeView(string Name, string Email, IReadOnlyList<LinkedRecordView> Records);

/// <param name="Relationship">What the member is to the patient; null for the member's own record.</param>
public sealed record LinkedRecordView(string Name, string? Relationship, DateOnly? Until);

/// <summary>The member portal's first page: who is signed in, whose records apps may be given, and where to go.</summary>
internal static class MemberHome
{
    public const string Path = "/member";

    public sealed class Show(IPatientLinks links, IMemberPatients patients) : EndpointWithoutRequest
    {
        public override void Configure()
        {
            Get(Path);
            Policies(SignInPolicies.Member);
        }

        public override async Task HandleAsync(CancellationToken ct)
        {
            var linked = await links.Of(User.AccountId(), ct);
            var found = await patients.Find([.. linked.Select(l => l.PatientId)], ct);
            var records = found.Select(p => RecordOf(p, linked.First(l => l.PatientId == p.PatientId))).ToList();
            await Send.ResultAsync(Html.Page<MemberHomePage, MemberHomeView>(new(User.DisplayName(), User.Email(), records)));
        }
    }

    private static LinkedRecordView RecordOf(PatientSummary patient, PatientLink link) =>
        new(patient.DisplayName, link.Relationship == Relationships.Self ? null : link.Relationship, link.Until);
}
