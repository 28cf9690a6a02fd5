using FastEndpoints;
using FluentValidation;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using MongoDB.Driver;
using PlanApi.AppRegistry.Credentials;
using PlanApi.AppRegistry.Data;
using PlanApi.BuildingBlocks.Web;
using PlanApi.Identity.Contracts;

namespace PlanApi.AppRegistry.ShowSecret;

/// <param name="Secret">Null until the password was given.</param>
public sealed record ShowSecretView(string AppId, string Name, string ClientId, string? Secret, FormErrors Errors);

/// <summary>Shows the client secret once the password is given again. The reply is the page itself: a secret belongs in no address.</summary>
internal static partial class ShowSecret
{
    public static readonly string Path = AppPaths.Secret("{id}");

    public sealed record Form
    {
        public string Password { get; init; } = "";
    }

    public sealed class Rules : Validator<Form>
    {
        public Rules() => RuleFor(f => f.Password).NotEmpty().WithMessage("Enter your password");
    }

    public sealed class Show(OwnApps apps) : EndpointWithoutRequest
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

            await Send.ResultAsync(PageOf(app, null, FormErrors.None));
        }
    }

    public sealed partial class Submit(OwnApps apps, AppRegistryDb db, SecretBox secrets, IAccounts accounts, TimeProvider clock) : FormEndpoint<Form>
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

            await Show(PageOf(app, ValidationFailed ? null : await Reveal(app, ct), Errors));
        }

        /// <summary>The showing is noted first: a secret that was seen without a note would be worse than a note too many.</summary>
        private async Task<string> Reveal(RegisteredApp app, CancellationToken ct)
        {
            var showing = new Showing(User.AccountId(), User.DisplayName(), clock.GetUtcNow());
            var credential = await db.Credentials.FindOneAndUpdateAsync<ClientCredential>(
                c => c.Id == app.ClientId, Builders<ClientCredential>.Update.Set(c => c.LastShown, showing), cancellationToken: ct);
            SecretShown(Logger, app.ClientId, showing.AccountId);
            return secrets.Open(credential.Id, credential.SealedSecret);
        }

        [LoggerMessage(LogLevel.Information, "The secret of client {ClientId} was shown to account {AccountId}")]
        private static partial void SecretShown(ILogger logger, string clientId, string accountId);
    }

    private static IResult PageOf(RegisteredApp app, string? secret, FormErrors errors) => Html.Page<ShowSecretPage, ShowSecretView>(
        new(app.Id, app.Saved.Name, app.ClientId, secret, errors),
        errors.Any ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK);
}
