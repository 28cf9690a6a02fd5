using System.Text.Encodings.Web;
using System.Text.Json;
using FastEndpoints;
using PlanApi.BuildingBlocks.Web;
using PlanApi.Identity.Contracts;

namespace PlanApi.PatientAccess.MyData;

/// <param name="Json">Indented for reading; the FHIR endpoint serves the same without the white space.</param>
public sealed record ShowResourceView(string PatientId, string PatientName, string Type, ResourceLine Summary, string Json);

internal static class ShowResource
{
    public const string Path = "/sandbox/my-data/{patientId}/{type}/{id}";

    // The page encodes it as HTML; JSON's own escapes would only make names unreadable.
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string PathOf(string patientId, string type, string id) => $"{BrowsePatient.PathOf(patientId)}/{type}/{Uri.EscapeDataString(id)}";

    public sealed class Show(MyDataStore store, PatientRecord record) : EndpointWithoutRequest
    {
        public override void Configure()
        {
            Get(Path);
            Policies(SignInPolicies.Vendor);
        }

        public override async Task HandleAsync(CancellationToken ct)
        {
            if (await store.Find(User.OrganizationId(), Route<string>("patientId")!, ct) is not { } patient
                || await record.Find(patient.OrganizationId, patient.Id, Route<string>("type")!, Route<string>("id")!, ct) is not { Deleted: false } found)
            {
                await Send.ResultAsync(Html.NotFound);
                return;
            }

            using var json = JsonDocument.Parse(found.Json);
            await Send.ResultAsync(Html.Page<ShowResourcePage, ShowResourceView>(
                new(patient.Id, patient.DisplayName, found.Type, ResourceSummary.Of(found), JsonSerializer.Serialize(json.RootElement, Indented))));
        }
    }
}
