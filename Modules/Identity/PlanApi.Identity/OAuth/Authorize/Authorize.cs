using System.Collections.Immutable;
using FastEndpoints;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;
using PlanApi.BuildingBlocks.Web;
using PlanApi.BuildingBlocks.Web.Components;
using PlanApi.Identity.OAuth.Branches;

namespace PlanApi.Identity.OAuth.Authorize;

/// <summary>The authorization endpoint of both branches, behind OpenIddict's checks of client, redirect, PKCE and response type.</summary>
internal sealed class Authorize(DecideAuthorization decide, SignedInPeople people, CurrentBranch branch) : EndpointWithoutRequest
{
    private const string Scheme = OpenIddictServerAspNetCoreDefaults.AuthenticationScheme;

    public override void Configure()
    {
        Verbs(Http.GET, Http.POST);
        Routes(OAuthPaths.Both(OAuthPaths.Authorize));
        AllowAnonymous();
    }

    public override async Task HandleAsync(CancellationToken ct)
    {
        if (HttpContext.GetOpenIddictServerResponse() is { Error: not null } refusal)
        {
            await Send.ResultAsync(AuthorizeErrorPage.For(refusal));
            return;
        }

        var request = HttpContext.GetOpenIddictServerRequest() ?? throw new InvalidOperationException("OpenIddict did not recognize its own endpoint.");
        var address = branch.Value.PathOf(OAuthPaths.Authorize);
        if (HttpMethods.IsPost(HttpContext.Request.Method))
        {
            // The same question by GET, so that sign-in and consent can lead back to it.
            await Send.ResultAsync(new SeeOtherResult(address + Query(request)));
            return;
        }

        var outcome = await decide.Decide(HttpContext, request, address + Query(request, RequestHash.ConsentId), ct);
        await Send.ResultAsync(outcome switch
        {
            AuthorizeOutcome.Issue issue => Results.SignIn(issue.Principal, authenticationScheme: Scheme),
            AuthorizeOutcome.Refuse refuse => Refusal(refuse),
            AuthorizeOutcome.Ask ask => Results.Redirect(ask.Path),
            AuthorizeOutcome.SignIn signIn => await SignIn(signIn, address + Query(RequestHash.OnceSignedIn(request)), request.LoginHint),
            AuthorizeOutcome.NoPatient => Html.Page<MessagePage, MessageView>(NoPatientPage.For(branch.Value), StatusCodes.Status403Forbidden),
            _ => throw new InvalidOperationException("An outcome that nobody thought of."),
        });
    }

    private static IResult Refusal(AuthorizeOutcome.Refuse refuse) => Results.Forbid(
        new AuthenticationProperties(new Dictionary<string, string?>
        {
            [OpenIddictServerAspNetCoreConstants.Properties.Error] = refuse.Error,
            [OpenIddictServerAspNetCoreConstants.Properties.ErrorDescription] = refuse.Description,
        }),
        [Scheme]);

    private async Task<IResult> SignIn(AuthorizeOutcome.SignIn signIn, string returnUrl, string? hint)
    {
        if (signIn.Again)
        {
            await people.SignOut(HttpContext);
        }

        return Results.Redirect(people.SignInPath(returnUrl, hint));
    }

    private static QueryString Query(OpenIddictRequest request, string? without = null) => new QueryBuilder(
        from parameter in request.GetParameters()
        where parameter.Key != without
        from value in (ImmutableArray<string?>?)parameter.Value ?? []
        where value is not null
        select KeyValuePair.Create(parameter.Key, value)).ToQueryString();
}
