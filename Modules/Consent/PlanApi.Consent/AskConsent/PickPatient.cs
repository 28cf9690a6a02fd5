using FastEndpoints;
using Microsoft.AspNetCore.Http;
using PlanApi.BuildingBlocks.Web;
using PlanApi.Consent.Apps;
using PlanApi.Consent.Contracts;
using PlanApi.Consent.Data;
using PlanApi.Identity.Contracts;

namespace PlanApi.Consent.AskConsent;

/// <summary>Asks whose record the app is to get, before the consent page names that person.</summary>
public sealed record PickPatientView(string Path, string AppName, bool Sandbox, IReadOnlyList<PatientChoice> Patients, FormErrors Errors);

internal static class PickPatient
{
    public sealed record Form
    {
        public string Patient { get; init; } = "";
    }

    public sealed class Show(ConsentRequests requests, KnownApps apps) : ShowPatients(requests, apps, sandbox: false);

    public sealed class ShowInSandbox(ConsentRequests requests, KnownApps apps) : ShowPatients(requests, apps, sandbox: true);

    public sealed class Submit(ConsentRequests requests, KnownApps apps) : SubmitPatient(requests, apps, sandbox: false);

    public sealed class SubmitInSandbox(ConsentRequests requests, KnownApps apps) : SubmitPatient(requests, apps, sandbox: true);

    public abstract class ShowPatients(ConsentRequests requests, KnownApps apps, bool sandbox) : EndpointWithoutRequest
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
                _ => await Question(request, apps, FormErrors.None, ct),
            });
        }
    }

    public abstract class SubmitPatient(ConsentRequests requests, KnownApps apps, bool sandbox) : FormEndpoint<Form>
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
                AddError(f => f.Patient, Texts.Say("Choose whose data the app is to read"));
                await Show(await Question(request, apps, Errors, ct));
            }
            else
            {
                await requests.PickPatient(request, form.Patient, ct);
                await SeeOther(ConsentPaths.Of(sandbox, request.Id));
            }
        }
    }

    private static async Task<IResult> Question(StoredRequest request, KnownApps apps, FormErrors errors, CancellationToken ct) =>
        await apps.Find(request.Sandbox, request.ClientId, ct) is not { } app
            ? ConsentPages.Ended
            : Html.Page<PickPatientPage, PickPatientView>(
                new(ConsentPaths.PickOf(request.Sandbox, request.Id), app.Name, request.Sandbox, request.Patients, errors),
                errors.Any ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK);
}
