using FastEndpoints;
using FluentValidation;
using Microsoft.AspNetCore.Http;
using PlanApi.AppRegistry.Data;
using PlanApi.BuildingBlocks.Web;
using PlanApi.Consent.Contracts;
using PlanApi.Identity.Contracts;

namespace PlanApi.AppRegistry.Rehearse;

public sealed record EndAccessView(string AppId, string Name, string What, FormErrors Errors);

/// <summary>Expires an app's access tokens in the sandbox, or revokes its permissions there, after saying what that means.</summary>
internal static class EndAccess
{
    public static readonly string Path = AppPaths.EndAccess("{id}");

    public const string Expire = "expire";
    public const string Revoke = "revoke";

    public sealed record Form
    {
        public string What { get; init; } = "";
    }

    public sealed class Rules : Validator<Form>
    {
        public Rules() => RuleFor(f => f.What).Must(static what => what is Expire or Revoke).WithMessage("Choose what ends");
    }

    public sealed class Show(OwnApps apps) : EndpointWithoutRequest
    {
        public override void Configure()
        {
            Get(Path);
            Policies(SignInPolicies.Vendor);
        }

        public override async Task HandleAsync(CancellationToken ct) => await Send.ResultAsync(
            await apps.Find(User.OrganizationId(), Route<string>("id")!, ct) is { } app ? PageOf(app, "", FormErrors.None) : Html.NotFound);
    }

    public sealed class Submit(OwnApps apps, RehearsalStore store, IRevocations revocations, IGrants grants) : FormEndpoint<Form>
    {
        public override void Configure()
        {
            PostForm(Path);
            Policies(SignInPolicies.Vendor);
        }

        public override async Task HandleAsync(Form form, CancellationToken ct)
        {
            if (await apps.Find(User.OrganizationId(), Route<string>("id")!, ct) is not { } app)
            {
                await Show(Html.NotFound);
                return;
            }

            if (ValidationFailed)
            {
                await Show(PageOf(app, form.What, Errors));
                return;
            }

            var (what, ended) = form.What is Expire
                ? (Rehearsed.TokensExpired, await revocations.ExpireSandboxTokens(app.ClientId, ct))
                : (Rehearsed.PermissionsRevoked, await grants.RevokeSandboxGrants(app.ClientId, ct));
            await store.NoteEnd(app.ClientId, what, ended, User.DisplayName(), ct);
            await SeeOther(AppPaths.Activity(app.Id));
        }
    }

    private static IResult PageOf(RegisteredApp app, string what, FormErrors errors) => Html.Page<EndAccessPage, EndAccessView>(
        new(app.Id, app.Saved.Name, what, errors), errors.Any ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK);
}
