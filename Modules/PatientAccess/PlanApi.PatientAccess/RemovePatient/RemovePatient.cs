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

public sealed record RemovePatientView(string PatientId, string Name, FormErrors Errors);

/// <summary>Takes one synthetic patient away, after saying what that means. The same job does it that makes patients, one thing at a time for an organization.</summary>
internal static class RemovePatient
{
    public const string Path = $"{BrowsePatient.Path}/remove";

    public sealed class Show(MyDataStore store) : EndpointWithoutRequest
    {
        public override void Configure()
        {
            Get(Path);
            Policies(SignInPolicies.Vendor);
        }

        public override async Task HandleAsync(CancellationToken ct)
        {
            var patient = await store.Find(User.OrganizationId(), Route<string>("patientId")!, ct);
            await Send.ResultAsync(patient is null ? Html.NotFound : Page(patient, FormErrors.None));
        }
    }

    public sealed class Submit(MyDataStore patients, InitializePatientStore store, TimeProvider clock) : FormEndpoint<EmptyRequest>
    {
        public override void Configure()
        {
            PostForm(Path);
            Policies(SignInPolicies.Vendor);
            Options(static b => b.RequireRateLimiting(RateLimits.Forms));
        }

        public override async Task HandleAsync(EmptyRequest form, CancellationToken ct)
        {
            if (await patients.Find(User.OrganizationId(), Route<string>("patientId")!, ct) is not { } patient)
            {
                await Send.ResultAsync(Html.NotFound);
                return;
            }

            if (await store.TryRemove(patient, NewId.From(clock), clock.GetUtcNow(), ct))
            {
                await SeeOther(MyData.MyData.Path);
                return;
            }

            AddError("Patients are being made or removed at the moment. Wait until that is done, then try again.");
            await Show(Page(patient, Errors, StatusCodes.Status422UnprocessableEntity));
        }
    }

    private static IResult Page(SandboxPatient patient, FormErrors errors, int status = StatusCodes.Status200OK) =>
        Html.Page<RemovePatientPage, RemovePatientView>(new(patient.Id, patient.DisplayName, errors), status);
}
