using FastEndpoints;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Logging;
using PlanApi.BuildingBlocks.Web;
using PlanApi.BuildingBlocks.Web.Components;
using PlanApi.Identity.Accounts;
using PlanApi.Identity.Contracts;
using PlanApi.Identity.SignIn;

namespace PlanApi.Identity.PlanProvider;

/// <summary>The way of a member to the plan's own provider and back.</summary>
internal static partial class SignInWithProvider
{
    /// <remarks>Which second factor is asked is the provider's business.</remarks>
    public sealed class Begin(ProviderSettings provider, ILogger<Begin> logger) : EndpointWithoutRequest
    {
        public override void Configure()
        {
            Get(ProviderSettings.Path);
            AllowAnonymous();
            Options(static b => b.RequireRateLimiting(RateLimits.SignIn));
        }

        public override async Task HandleAsync(CancellationToken ct)
        {
            if (!provider.IsSet)
            {
                await Send.ResultAsync(Html.NotFound);
                return;
            }

            var returnUrl = LocalPath.Of(Query<string>(SignInPaths.ReturnUrl, isRequired: false));
            var properties = new OpenIdConnectChallengeProperties { RedirectUri = ProviderPaths.Done + AfterSignIn.QueryOf(returnUrl) };
            if (AsksAgain(returnUrl))
            {
                properties.Prompt = "login";
            }

            try
            {
                await Send.ResultAsync(TypedResults.Challenge(properties, [ProviderRegistration.Scheme]));
            }
            catch (InvalidOperationException e) when (e.InnerException is IOException)
            {
                // It told us neither where to send the person nor its keys.
                LogUnreachable(logger, e);
                await Send.ResultAsync(Tell(
                    Texts.Say("You could not be signed in"), Texts.Say("{0} does not answer. Try again in some minutes.", provider.Name), StatusCodes.Status502BadGateway));
            }
        }

        // An app that wants the person to sign in anew is not served by a session at the provider (OpenID Connect Core, 3.1.2.1).
        private static bool AsksAgain(string? returnUrl) =>
            returnUrl?.Split('?', 2) is [_, var query] && QueryHelpers.ParseQuery(query) is var asked && (asked.ContainsKey("max_age") || asked.GetValueOrDefault("prompt").ToString().Split(' ').Contains("login"));
    }

    public sealed class Done(ProviderSettings provider, MemberOfProvider members, Sessions sessions) : EndpointWithoutRequest
    {
        public override void Configure()
        {
            Get(ProviderPaths.Done);
            AllowAnonymous();
        }

        public override async Task HandleAsync(CancellationToken ct)
        {
            var external = RealmSchemes.Of(Realm.Member).External;
            if (!provider.IsSet || await HttpContext.AuthenticateAsync(external) is not { Succeeded: true, Principal: var person })
            {
                await Send.ResultAsync(new SeeOtherResult(SignInPaths.Member));
                return;
            }

            await HttpContext.SignOutAsync(external);
            switch (await members.Find(person, ct))
            {
                case ProviderSignIn.Known(var account):
                    await sessions.Start(HttpContext, account);
                    await Send.ResultAsync(AfterSignIn.Next(SignInStep.SignedIn, Realm.Member, Query<string>(SignInPaths.ReturnUrl, isRequired: false)));
                    break;
                case ProviderSignIn.Refused(var why):
                    await Send.ResultAsync(Tell(Texts.Say("You could not be signed in"), why, StatusCodes.Status403Forbidden));
                    break;
            }
        }
    }

    public sealed class Failed : EndpointWithoutRequest
    {
        public override void Configure()
        {
            Get(ProviderPaths.Failed);
            AllowAnonymous();
        }

        public override Task HandleAsync(CancellationToken ct) =>
            Send.ResultAsync(Tell(Texts.Say("You were not signed in"), Texts.Say("The sign-in was broken off, or it took too long. Nothing was changed."), StatusCodes.Status200OK));
    }

    [LoggerMessage(LogLevel.Error, "The members' identity provider cannot be reached")]
    private static partial void LogUnreachable(ILogger logger, Exception e);

    private static IResult Tell(string title, string why, int status) => Html.Page<MessagePage, MessageView>(
        new(title, [why], new AreaLink(Texts.Say("Back to sign in"), SignInPaths.Member)) { Area = Area.Member }, status);
}
