using FastEndpoints;
using PlanApi.BuildingBlocks.Smart;
using PlanApi.BuildingBlocks.Web;
using PlanApi.Identity.Contracts;

namespace PlanApi.PatientAccess.MyData;

public sealed record BrowsePatientView(string PatientId, string DisplayName, int Total, IReadOnlyList<ResourceGroup> Groups);

/// <summary>The resources of one type, newest first.</summary>
/// <param name="Title">What they are in plain words.</param>
public sealed record ResourceGroup(string Type, string Title, IReadOnlyList<ResourceLine> Lines)
{
    public bool HasWhen => Lines.Any(l => l.When.Length > 0);
    public bool HasAmount => Lines.Any(l => l.Amount.Length > 0);
}

/// <param name="When">A day or moment as the resource says it, or "".</param>
/// <param name="Amount">Money or a measured value, or "".</param>
public sealed record ResourceLine(string Id, string What, string When, string Amount);

internal static class BrowsePatient
{
    public const string Path = "/sandbox/my-data/{patientId}";

    public static string PathOf(string patientId) => $"{MyData.Path}/{Uri.EscapeDataString(patientId)}";

    public sealed class Show(MyDataStore store, PatientRecord record) : EndpointWithoutRequest
    {
        public override void Configure()
        {
            Get(Path);
            Policies(SignInPolicies.Vendor);
        }

        public override async Task HandleAsync(CancellationToken ct)
        {
            if (await store.Find(User.OrganizationId(), Route<string>("patientId")!, ct) is not { } patient)
            {
                await Send.ResultAsync(Html.NotFound);
                return;
            }

            var all = await record.All(patient.OrganizationId, patient.Id, ct);
            var groups = all.GroupBy(r => r.Type).Select(g => new ResourceGroup(
                g.Key,
                ScopeCategory.Of(g.Key)?.Title ?? g.Key,
                [.. g.Select(r => ResourceSummary.Of(r)).OrderByDescending(l => l.When, StringComparer.Ordinal)]));
            await Send.ResultAsync(Html.Page<BrowsePatientPage, BrowsePatientView>(new(patient.Id, patient.DisplayName, all.Count, [.. groups])));
        }
    }
}
