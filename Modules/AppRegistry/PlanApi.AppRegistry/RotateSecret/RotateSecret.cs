using System.Globalization;
using FastEndpoints;
using FluentValidation;
using FluentValidation.Results;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using PlanApi.AppRegistry.Data;
using PlanApi.BuildingBlocks.Web;
using PlanApi.Identity.Contracts;

namespace PlanApi.AppRegistry.RotateSecret;

/// <param name="Version">Which secret the form was opened on.</param>
/// <param name="Old">The chosen end of the old secret.</param>
/// <param name="Secret">The new one, once; null while the form is shown.</param>
public sealed record RotateSecretView(
    string AppId, string Name, string ClientId, long Version, string Old, string? Secret, DateTimeOffset? EarlierUntil, FormErrors Errors);

/// <summary>Replaces the client secret, with time to change over or at once. The form names the secret it was opened on, so that a second press replaces nothing.</summary>
internal static class RotateSecret
{
    public static readonly string Path = AppPaths.RotateSecret("{id}");

    public const string Keep = "keep";
    public const string End = "end";

    public sealed record Form
    {
        public string Version { get; init; } = "";
        public string Old { get; init; } = "";
        public string Password { get; init; } = "";
    }

    public sealed class Rules : Validator<Form>
    {
        public Rules()
        {
            RuleFor(f => f.Old).Must(static old => old is Keep or End).WithMessage("Choose what happens to the secret in use now");
            RuleFor(f => f.Password).NotEmpty().WithMessage("Enter your password");
        }
    }

    public sealed class Show(OwnApps apps, RotateSecretStore store) : EndpointWithoutRequest
    {
        public override void Configure()
        {
            Get(Path);
            Policies(SignInPolicies.Vendor);
        }

        public override async Task HandleAsync(CancellationToken ct)
        {
            if (await apps.Find(User.OrganizationId(), Route<string>("id")!, ct) is not { } app)
            {
                await Send.ResultAsync(Html.NotFound);
                return;
            }

            await Send.ResultAsync(await FormOf(app, Keep, FormErrors.None, store, ct));
        }
    }

    public sealed class Submit(OwnApps apps, RotateSecretStore store, IAccounts accounts) : FormEndpoint<Form>
    {
        public override void Configure()
        {
            PostForm(Path);
            Policies(SignInPolicies.Vendor);
            Options(static b => b.RequireRateLimiting(RateLimits.SignIn));
        }

        public override async Task HandleAsync(Form form, CancellationToken ct)
        {
            if (await apps.Find(User.OrganizationId(), Route<string>("id")!, ct) is not { } app)
            {
                await Send.ResultAsync(Html.NotFound);
                return;
            }

            if (!ValidationFailed && await accounts.Disproof(User.AccountId(), form.Password, ct) is { } wrong)
            {
                AddError(f => f.Password, wrong);
            }

            if (!ValidationFailed)
            {
                var showing = new Showing(User.AccountId(), User.DisplayName(), store.Now);
                if (await store.TryRotate(app, VersionOf(form), endNow: form.Old == End, showing, ct) is { } rotated)
                {
                    await Show(Html.Page<RotateSecretPage, RotateSecretView>(
                        new(app.Id, app.Saved.Name, app.ClientId, rotated.Version, form.Old, rotated.Secret, rotated.EarlierUntil, FormErrors.None)));
                    return;
                }

                AddError(new ValidationFailure("", "The secret was replaced while this form was open, perhaps by a second press of the button. \"Show secret\" on the application's page shows the one in use"));
            }

            await Show(await FormOf(app, form.Old, Errors, store, ct));
        }

        private static long VersionOf(Form form) => long.TryParse(form.Version, NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : 0;
    }

    private static async Task<IResult> FormOf(RegisteredApp app, string old, FormErrors errors, RotateSecretStore store, CancellationToken ct)
    {
        var (version, earlierUntil) = await store.Current(app.ClientId, ct);
        return Html.Page<RotateSecretPage, RotateSecretView>(
            new(app.Id, app.Saved.Name, app.ClientId, version, old, null, earlierUntil, errors),
            errors.Any ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK);
    }
}
