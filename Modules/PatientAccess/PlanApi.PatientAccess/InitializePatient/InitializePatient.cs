using FastEndpoints;
using FluentValidation;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using PlanApi.BuildingBlocks.Store;
using PlanApi.BuildingBlocks.Web;
using PlanApi.Identity.Contracts;

namespace PlanApi.PatientAccess.InitializePatient;

/// <param name="RequestId">Names this form: sent twice, it counts once.</param>
/// <param name="Patients">Names of the patients that are there already.</param>
public sealed record InitializePatientView(string RequestId, string Scenario, string Existing, IReadOnlyList<string> Patients, FormErrors Errors);

internal static class InitializePatient
{
    public const string Path = "/sandbox/my-data/initialize";
    public const string Add = "add";
    public const string Reset = "reset";

    public sealed record Form
    {
        public string RequestId { get; init; } = "";
        public string Scenario { get; init; } = "";
        public string Existing { get; init; } = Add;
        public string Confirm { get; init; } = "";
    }

    public sealed class Rules : Validator<Form>
    {
        public Rules()
        {
            // A hidden field: the message stands where the person can act on it.
            RuleFor(f => f.RequestId).Must(IsRequestId).WithMessage("This page was out of date. Choose once more.").OverridePropertyName(nameof(Form.Scenario));
            RuleFor(f => f.Scenario).Must(static key => SyntheticData.Scenario.Find(key) is not null).WithMessage("Choose a scenario");
            RuleFor(f => f.Existing).Must(static choice => choice is Add or Reset).WithMessage("Choose whether to add to your patients or to reset them");
            RuleFor(f => f.Confirm).Equal("yes").When(static f => f.Existing is Reset).WithMessage("Confirm that your present patients, their grants and tokens may end");
        }

        public static bool IsRequestId(string id) => Guid.TryParseExact(id, "n", out _);
    }

    public sealed class Show(InitializePatientStore store, TimeProvider clock) : EndpointWithoutRequest
    {
        public override void Configure()
        {
            Get(Path);
            Policies(SignInPolicies.Vendor);
        }

        public override async Task HandleAsync(CancellationToken ct) => await Send.ResultAsync(Html.Page<InitializePatientPage, InitializePatientView>(
            new(NewId.From(clock), SyntheticData.Scenario.All[0].Key, Add, await store.PatientNames(User.OrganizationId(), ct), FormErrors.None)));
    }

    public sealed class Submit(InitializePatientStore store, TimeProvider clock) : FormEndpoint<Form>
    {
        public override void Configure()
        {
            PostForm(Path);
            Policies(SignInPolicies.Vendor);
            Options(static b => b.RequireRateLimiting(RateLimits.Forms));
        }

        public override async Task HandleAsync(Form form, CancellationToken ct)
        {
            var organization = User.OrganizationId();
            if (!ValidationFailed)
            {
                if (await store.TryAdd(organization, form.RequestId, form.Scenario, form.Existing is Reset, clock.GetUtcNow(), ct))
                {
                    await SeeOther(MyData.MyData.Path);
                    return;
                }

                AddError("Patients are being made at the moment. Wait until they are ready, then try again.");
            }

            await Show(Html.Page<InitializePatientPage, InitializePatientView>(
                new(Rules.IsRequestId(form.RequestId) ? form.RequestId : NewId.From(clock), form.Scenario, form.Existing, await store.PatientNames(organization, ct), Errors),
                StatusCodes.Status422UnprocessableEntity));
        }
    }
}
