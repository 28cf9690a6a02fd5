using FastEndpoints;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using PlanApi.BuildingBlocks.Store;
using PlanApi.BuildingBlocks.Web;
using PlanApi.Identity.Contracts;
using PlanApi.PatientAccess.Data;
using PlanApi.PatientAccess.InitializePatient;
using PlanApi.PatientAccess.MyData;

namespace PlanApi.PatientAccess.RemovePatient;

/// <param name="RequestId">Names this form: sent twice, it counts once.</param>
public sealed record RemovePatientView(string PatientId, string Name, string RequestId, FormErrors Errors);

/// <summary>Takes one synthetic patient away, after saying what that means. The same job does it that makes patients, one thing at a time for an organization.</summary>
internal static class RemovePatient
{
    public const string Path = $"{BrowsePatient.Path}/remove";

    public sealed record Form
    {
        public string RequestId { get; init; } = "";
    }

    public sealed class Show(MyDataStore store, TimeProvider clock) : EndpointWithoutRequest
    {
        public override void Configure()
        {
            Get(Path);
            Policies(SignInPolicies.Vendor);
        }

        public override async Task HandleAsync(CancellationToken ct)
        {
            var patient = await store.Find(User.OrganizationId(), Route<string>("patientId")!, ct);
            await Send.ResultAsync(patient is null ? Html.NotFound : Page(patient, NewId.From(clock), FormErrors.None));
        }
    }

    public sealed class Submit(MyDataStore patients, InitializePatientStore store, TimeProvider clock) : FormEndpoint<Form>
    {
        public override void Configure()
        {
            PostForm(Path);
            Policies(SignInPolicies.Vendor);
            Options(static b => b.RequireRateLimiting(RateLimits.Forms));
        }

        public override async Task HandleAsync(Form form, CancellationToken ct)
        {
            if (await patients.Find(User.OrganizationId(), Route<string>("patientId")!, ct) is not { } patient)
            {
                await Send.ResultAsync(Html.NotFound);
                return;
            }

            var request = InitializePatient.InitializePatient.Rules.IsRequestId(form.RequestId) ? form.RequestId : NewId.From(clock);
            if (await store.TryRemove(patient, request, clock.GetUtcNow(), ct))
            {
                await SeeOther(MyData.MyData.Path);
                return;
            }

            AddError("Patients are being made or removed at the moment. Wait until that is done, then try again.");
            await Show(Page(patient, request, Errors, StatusCodes.Status422UnprocessableEntity));
        }
    }

    private static IResult Page(SandboxPatient patient, string requestId, FormErrors errors, int status = StatusCodes.Status200OK) =>
        Html.Page<RemovePatientPage, RemovePatientView>(new(patient.Id, patient.DisplayName, requestId, errors), status);
}
