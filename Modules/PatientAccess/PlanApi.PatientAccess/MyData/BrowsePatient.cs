using FastEndpoints;
using PlanApi.BuildingBlocks.Smart;
using PlanApi.BuildingBlocks.Web;
using PlanApi.Identity.Contracts;
using PlanApi.PatientAccess.ServeRecords.Declarations;

namespace PlanApi.PatientAccess.MyData;

/// <param name="Total">How many resources there are of all types.</param>
/// <param name="Type">The only type that is shown, page by page; null when all are.</param>
public sealed record BrowsePatientView(string PatientId, string DisplayName, long Total, string? Type, IReadOnlyList<ResourceGroup> Groups);

/// <summary>The resources of one type, newest first.</summary>
/// <param name="Title">What they are in plain words.</param>
/// <param name="Total">How many there are, more than the lines perhaps.</param>
/// <param name="Older">Where the next ones are; null when these are the last.</param>
public sealed record ResourceGroup(string Type, string Title, long Total, IReadOnlyList<ResourceLine> Lines, string? Older)
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

    private const int OfEach = 50;
    private const int OfOne = 200;

    public static string PathOf(string patientId) => $"{MyData.Path}/{Uri.EscapeDataString(patientId)}";

    /// <summary>Where the patient is removed.</summary>
    public static string RemovalOf(string patientId) => $"{PathOf(patientId)}/remove";

    public static string PathOf(string patientId, string type) => $"{PathOf(patientId)}?type={type}";

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

            var type = RecordTypes.Names.FirstOrDefault(t => t == Query<string>("type", isRequired: false));
            var pages = type is null
                ? await record.Overview(patient.OrganizationId, patient.Id, OfEach, ct)
                : await record.Page(patient.OrganizationId, patient.Id, type, Query<string>("after", isRequired: false), OfOne, ct) is { } page ? [page] : [];
            List<ResourceGroup> groups = [.. pages.Select(p => GroupOf(patient.Id, p, type is null))];
            await Send.ResultAsync(Html.Page<BrowsePatientPage, BrowsePatientView>(new(patient.Id, patient.DisplayName, groups.Sum(g => g.Total), type, groups)));
        }

        private static ResourceGroup GroupOf(string patientId, PatientRecordPage page, bool amongOthers) => new(
            page.Type,
            ScopeCategory.Of(page.Type)?.Title ?? page.Type,
            page.Total,
            [.. page.Resources.Select(ResourceSummary.Of).OrderByDescending(l => l.When, StringComparer.Ordinal)],
            page.After is null ? null : amongOthers ? PathOf(patientId, page.Type) : $"{PathOf(patientId, page.Type)}&after={Uri.EscapeDataString(page.After)}");
    }
}
