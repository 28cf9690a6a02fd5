using FastEndpoints;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using PlanApi.BuildingBlocks.Web;
using PlanApi.BuildingBlocks.Web.Components;
using PlanApi.Identity.Accounts;
using PlanApi.Identity.MyAccount;
using PlanApi.Identity.Portals;
using PlanApi.Identity.SignIn;
using PlanApi.Identity.UseAuthenticator;

namespace PlanApi.Identity.UsePasskeys;

public sealed record AddPasskeyView(string Path, string ListPath, Area Area, string Name, PasskeyRequest Request);

/// <summary>Asks the browser for the new passkey. Its address was given out after the password, to this account, for a few minutes.</summary>
internal static class AddPasskey
{
    private static readonly string[] Paths = PortalPaths.InEach(MyAccountPaths.NewPasskey);

    public sealed record Form
    {
        public string Credential { get; init; } = "";
    }

    public sealed class Show(OwnAccount own, PasskeyChallenges challenges) : EndpointWithoutRequest
    {
        public override void Configure()
        {
            Get(Paths);
            Policies(PortalPolicies.SignedIn);
        }

        public override async Task HandleAsync(CancellationToken ct)
        {
            var account = await own.Of(User, ct);
            if (await challenges.Find(Route<string>("challenge") ?? "", account.Id, ct) is not { } challenge)
            {
                await Send.ResultAsync(StartAgain(account, StatusCodes.Status410Gone));
                return;
            }

            HttpContext.Response.Headers.ContentSecurityPolicy = SecurityHeaders.ScriptPagePolicy;
            await Send.ResultAsync(Html.Page<AddPasskeyPage, AddPasskeyView>(new(
                HttpContext.Request.Path, PortalPaths.In(account.Realm, MyAccountPaths.Passkeys), Door.Of(account.Realm).Area, challenge.Name, new(challenge.Id, challenge.Options))));
        }
    }

    public sealed class Submit(OwnAccount own, Passkeys passkeys, Sessions sessions) : FormEndpoint<Form>
    {
        public override void Configure()
        {
            PostForm(Paths);
            Policies(PortalPolicies.SignedIn);
            Options(static b => b.RequireRateLimiting(RateLimits.SignIn));
        }

        public override async Task HandleAsync(Form form, CancellationToken ct)
        {
            var account = await own.Of(User, ct);
            if (await passkeys.Add(HttpContext, account.Id, Route<string>("challenge") ?? "", form.Credential, ct) is not var (changed, codes))
            {
                await Show(StartAgain(account, StatusCodes.Status422UnprocessableEntity));
                return;
            }

            await sessions.Renew(HttpContext, changed);
            await (codes.Count > 0 ? Show(SecondFactorPages.Codes(changed, codes)) : SeeOther(MyAccountPaths.Done(changed.Realm, "passkey-added")));
        }
    }

    private static IResult StartAgain(StoredAccount account, int status) => Html.Page<MessagePage, MessageView>(
        new(
            Texts.Say("The passkey was not added"),
            [Texts.Say("It took more than five minutes, was done already, or your browser's answer was not right. Nothing was changed. If your device kept a passkey for Plan API, you may delete it there.")],
            new(Texts.Say("Start again"), PortalPaths.In(account.Realm, MyAccountPaths.Passkeys)))
        { Area = Door.Of(account.Realm).Area },
        status);
}
