using FastEndpoints;
using Microsoft.AspNetCore.Http;
using PlanApi.BuildingBlocks.Web;
using PlanApi.Consent.Contracts;
using PlanApi.Consent.Data;
using PlanApi.Identity.Contracts;

namespace PlanApi.Consent.AskConsent;

/// <summary>Asks whose record the app is to get, before the consent page names that person.</summary>
public sealed record PickPatientView(string Path, IReadOnlyList<PatientChoice> Patients, FormErrors Errors);

internal static class PickPatient
{
    public sealed record Form
    {
        public string Patient { get; init; } = "";
    }

    public sealed class Show(ConsentRequests requests) : ShowPatients(requests, sandbox: false);

    public sealed class ShowInSandbox(ConsentRequests requests) : ShowPatients(requests, sandbox: true);

    public sealed class Submit(ConsentRequests requests) : SubmitPatient(requests, sandbox: false);

    public sealed class SubmitInSandbox(ConsentRequests requests) : SubmitPatient(requests, sandbox: true);

    public abstract class ShowPatients(ConsentRequests requests, bool sandbox) : EndpointWithoutRequest
    {
        public override void Configure()
        {
            Get(sandbox ? ConsentPaths.PickInSandbox : ConsentPaths.PickInProduction);
            Policies(sandbox ? SignInPolicies.SandboxAuthorize : SignInPolicies.Member);
        }

        public override async Task HandleAsync(CancellationToken ct)
        {
            var request = await requests.Find(Route<string>("id")!, sandbox, User.AccountIds(), ct);
            await Send.ResultAsync(request switch
            {
                null => ConsentPages.Ended,
                { State: not RequestState.Asked } => new SeeOtherResult(request.ReturnPath),
                _ => Page(request, FormErrors.None, StatusCodes.Status200OK),
            });
        }
    }

    public abstract class SubmitPatient(ConsentRequests requests, bool sandbox) : FormEndpoint<Form>
    {
        public override void Configure()
        {
            PostForm(sandbox ? ConsentPaths.PickInSandbox : ConsentPaths.PickInProduction);
            Policies(sandbox ? SignInPolicies.SandboxAuthorize : SignInPolicies.Member);
        }

        public override async Task HandleAsync(Form form, CancellationToken ct)
        {
            var request = await requests.Find(Route<string>("id")!, sandbox, User.AccountIds(), ct);
            if (request is null)
            {
                await Show(ConsentPages.Ended);
            }
            else if (request.Patients.All(p => p.PatientId != form.Patient))
            {
                AddError(f => f.Patient, "Choose whose data the app is to read");
                await Show(Page(request, Errors, StatusCodes.Status422UnprocessableEntity));
            }
            else
            {
                await requests.PickPatient(request, form.Patient, ct);
                await SeeOther(ConsentPaths.Of(sandbox, request.Id));
            }
        }
    }

    private static IResult Page(StoredRequest request, FormErrors errors, int status) =>
        Html.Page<PickPatientPage, PickPatientView>(new(ConsentPaths.PickOf(request.Sandbox, request.Id), request.Patients, errors), status);
}
